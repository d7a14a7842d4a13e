import css from './method-label.module.css'

const tones: Readonly<Record<string, string>> = {
  GET: 'var(--ok)',
  POST: 'var(--warn)',
  PUT: 'var(--info)',
  PATCH: 'var(--accent)',
  DELETE: 'var(--bad)',
}
const shortNames: Readonly<Record<string, string>> = { DELETE: 'DEL', OPTIONS: 'OPT' }

/** Methods are told apart by colour and always by letters. Case is kept: methods are case-sensitive (RFC 9110 §9.1). */
export function MethodLabel({ method, full = false }: { readonly method: string; readonly full?: boolean }) {
  return (
    <span className={full ? css['full'] : css['label']} style={{ color: tones[method] ?? 'var(--dim)' }} title={method}>
      {full ? method : (shortNames[method] ?? method.slice(0, 6))}
    </span>
  )
}
