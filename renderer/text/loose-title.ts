import type { LooseToken } from '@contract/inspection'
import { visibleText } from './visible-characters.ts'

/** Who a token speaks for as it says itself; where it says nothing, what kind it is, and which one of them. */
export const looseTitle = ({ title, kindName, reference }: LooseToken): string =>
  visibleText(title === '' ? `${kindName} ${reference}` : title)
