import Conf from 'conf'
import type { OpenPlainStore } from '../../electron/domain/storage/plain-store.ts'
import { withTextTaken } from '../../electron/host/text-taken.ts'

/**
 * The class that electron-store extends, which needs no Electron: it reads and writes the same files with the same code.
 * electron-store itself only adds where they are by default, and calls `configName` `name`.
 */
export const openConf: OpenPlainStore = (given) =>
  withTextTaken(({ name, ...options }) => new Conf<Record<string, unknown>>({ ...options, configName: name }), given)
