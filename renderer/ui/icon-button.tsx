import { ActionIcon, Tooltip, type ActionIconProps, type ElementProps } from '@mantine/core'

interface IconButtonProps
  extends Omit<ActionIconProps, 'size' | 'children'>, ElementProps<'button', keyof ActionIconProps> {
  /** Its name for a screen reader, and its tooltip. */
  readonly label: string
  readonly children: React.ReactNode
  /** Width and height in CSS pixels. */
  readonly size?: number
}

/** A button that shows only an icon; it always has a name. */
export function IconButton({ label, children, size = 24, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" size={size} aria-label={label} {...rest}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
