import { useMemo } from 'react'
import { encode } from 'uqr'
import css from './device-code.module.css'

/** The dark squares of a code as one path, row by row, a run of neighbours at a time. */
export function pathOfSquares(rows: readonly (readonly boolean[])[]): string {
  const parts: string[] = []
  for (const [y, row] of rows.entries()) {
    let from: number | null = null
    for (let x = 0; x <= row.length; x += 1) {
      if (row[x] === true) from ??= x
      else if (from !== null) {
        parts.push(`M${from} ${y}h${x - from}v1h${from - x}z`)
        from = null
      }
    }
  }
  return parts.join('')
}

/** Text as a QR code (ISO/IEC 18004), to be read by the camera of a phone. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    // The quiet zone is the padding around the picture.
    const code = encode(text, { ecc: 'M', border: 2 })
    return { size: code.size, path: pathOfSquares(code.data) }
  }, [text])
  return (
    <svg
      className={css['qr']}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
