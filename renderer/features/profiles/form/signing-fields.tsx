import { Select } from '@mantine/core'
import type { SigningAlgorithm } from '@contract/keys'

/** As the contract lists them; a test holds the two equal. */
export const signingAlgorithms: readonly SigningAlgorithm[] = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'HS256', 'HS384', 'HS512'] as const),
]

interface AlgorithmSelectProps {
  readonly label: string
  readonly value: SigningAlgorithm | null
  readonly of: readonly SigningAlgorithm[]
  /** What null is called; without it, one must be chosen. */
  readonly automatic?: string
  readonly onChosen: (algorithm: SigningAlgorithm | null) => void
}

const auto = 'auto'

/** How a JWT is signed. */
export function AlgorithmSelect({ label, value, of, automatic, onChosen }: AlgorithmSelectProps) {
  const data = [
    ...(automatic === undefined ? [] : [{ value: auto, label: automatic }]),
    ...of.map((each) => ({ value: each, label: each })),
  ]
  return (
    <Select
      label={label}
      data={data}
      value={value ?? auto}
      allowDeselect={false}
      onChange={(chosen) => onChosen(of.find((each) => each === chosen) ?? null)}
    />
  )
}
