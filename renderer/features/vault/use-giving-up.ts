import { useEffect, useEffectEvent, useState } from 'react'
import { useVault } from '../../bridge/use-vault.ts'

/**
 * For a vault that is given up under the cover: once another one is there, or none, it is done. The answer to whoever
 * asked is not enough: main tells every window that the vault changed before it answers, and with that the page that
 * asked is gone.
 */
export function useGivingUp(onGivingUp: (isGivingUp: boolean) => void, onGivenUp: () => void) {
  const vault = useVault()
  const [isGivingUp, setGivingUp] = useState(false)
  const state = vault.state === 'ready' ? vault.value.state : null
  const isGivenUp = isGivingUp && (state === 'open' || state === 'choice-needed')
  const end = useEffectEvent(onGivenUp)
  useEffect(() => {
    if (isGivenUp) end()
  }, [isGivenUp])
  return (isBegun: boolean) => {
    setGivingUp(isBegun)
    onGivingUp(isBegun)
  }
}
