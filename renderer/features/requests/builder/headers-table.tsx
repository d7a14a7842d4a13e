import { useId } from 'react'
import type { Field } from '@contract/requests'
import { credentialWarning } from './credential-warning.ts'
import { FieldTable } from '../../../ui/field-table.tsx'

// Request headers that people set by hand (RFC 9110, RFC 9111, RFC 6648's practice).
const commonNames = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Cache-Control',
  'Content-Type',
  'Cookie',
  'DPoP',
  'ETag',
  'Forwarded',
  'Idempotency-Key',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'Origin',
  'Prefer',
  'Range',
  'Referer',
  'Traceparent',
  'User-Agent',
  'X-Api-Key',
  'X-Forwarded-For',
  'X-Request-ID',
] as const

interface HeadersTableProps {
  readonly headers: readonly Field[]
  readonly onEdited: (headers: Field[]) => void
}

export function HeadersTable({ headers, onEdited }: HeadersTableProps) {
  const listId = useId()
  return (
    <>
      <FieldTable
        noun="Header"
        fields={headers}
        onEdited={onEdited}
        nameListId={listId}
        warningFor={credentialWarning}
      />
      <datalist id={listId}>
        {commonNames.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </datalist>
    </>
  )
}
