import { IconLayoutSidebarRight, IconSearch } from '@tabler/icons-react'
import { EnvironmentPill } from '../features/collections/environment-pill.tsx'
import { WorkspacePill } from '../features/collections/workspace-pill.tsx'
import { VaultPill } from '../features/vault/vault-pill.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { KeyHint, keyText } from '../ui/key-hint.tsx'
import css from './header.module.css'

interface HeaderProps {
  readonly inspectorOpen: boolean
  readonly onPalette: () => void
  readonly onToggleInspector: () => void
  readonly onWorkspaceOpened: () => void
}

export function Header({ inspectorOpen, onPalette, onToggleInspector, onWorkspaceOpened }: HeaderProps) {
  return (
    <header className={css['header']} data-pane="header" tabIndex={-1}>
      <h1 className={css['name']}>Claimcheck</h1>
      <WorkspacePill onOpened={onWorkspaceOpened} />
      <EnvironmentPill />
      <button type="button" className={css['palette']} onClick={onPalette} aria-haspopup="dialog">
        <IconSearch size={14} aria-hidden="true" />
        <span className={css['hint']}>Search or run a command</span>
        <KeyHint keys="Mod+K" />
      </button>
      <span className={css['right']}>
        <VaultPill />
        <IconButton
          label={`${inspectorOpen ? 'Hide' : 'Show'} the inspector (${keyText('Mod+I')})`}
          aria-pressed={inspectorOpen}
          size={26}
          onClick={onToggleInspector}
        >
          <IconLayoutSidebarRight size={17} />
        </IconButton>
      </span>
    </header>
  )
}
