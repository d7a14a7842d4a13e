import { createTheme } from '@mantine/core'

/** Buttons take the tokens' colours by variant; `color="red"` is the dangerous one of each. */
const buttonColours = (variant: string, isDangerous: boolean) => {
  const tone = isDangerous ? 'var(--bad)' : 'var(--accent)'
  const none = '1px solid transparent'
  switch (variant) {
    case 'filled':
      return {
        background: tone,
        hover: `color-mix(in srgb, ${tone} 88%, var(--text))`,
        color: 'var(--on-accent)',
        border: none,
      }
    case 'light':
      return {
        background: `color-mix(in srgb, ${tone} 14%, transparent)`,
        hover: `color-mix(in srgb, ${tone} 22%, transparent)`,
        color: tone,
        border: none,
      }
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: variant === 'subtle' ? 'var(--raise-hover)' : 'transparent',
        color: isDangerous ? tone : 'var(--dim)',
        hoverColor: isDangerous ? tone : 'var(--text)',
        border: none,
      }
    default:
      return {
        background: 'var(--raise)',
        hover: 'var(--raise-hover)',
        color: isDangerous ? tone : 'var(--text)',
        border: '1px solid var(--line)',
      }
  }
}

const dropdown = { shadow: 'md', withinPortal: true, transitionProps: { duration: 80 } } as const

export const mantineTheme = createTheme({
  respectReducedMotion: true,
  variantColorResolver: ({ variant, color }) => buttonColours(variant, color === 'red'),
  // Plain objects, not `Button.extend(…)`: naming a component here must not pull it into the first chunk.
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    // Locking the page's scroll writes a <style> element, which the CSP refuses; the page never scrolls anyway.
    Modal: {
      defaultProps: { lockScroll: false, centered: true, overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 } },
    },
    // In a landmark of the page: what floats over it is a part of it (index.html).
    Portal: { defaultProps: { target: document.getElementById('overlays') ?? undefined } },
    Menu: { defaultProps: { ...dropdown, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: dropdown },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 80 }, multiline: true } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Select: { defaultProps: { size: 'xs', comboboxProps: dropdown, checkIconPosition: 'right' } },
    TagsInput: { defaultProps: { size: 'xs', comboboxProps: dropdown } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
  },
})
