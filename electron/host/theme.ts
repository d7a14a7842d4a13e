import { nativeTheme } from 'electron'
import type { Settings } from '../contract/settings.ts'

/** Tells Chromium which colours to prefer, so that the window's `prefers-color-scheme` and native parts agree. */
export function applyTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme
}
