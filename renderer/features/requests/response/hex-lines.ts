const bytesPerLine = 16

/** `00000010  7b 22 … |{"…|`: offset, bytes, and what of them can be printed. */
export function hexLines(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    const line = bytes.subarray(offset, offset + bytesPerLine)
    const hex = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'))
    const halves = `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`.padEnd(bytesPerLine * 3)
    const printable = Array.from(line, (byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(
      '',
    )
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${halves}  ${printable}`)
  }
  return lines.join('\n')
}
