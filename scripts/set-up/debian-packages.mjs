// @ts-check
import { existsSync } from 'node:fs'
import { runQuietly } from './child-processes.mjs'
import { SetUpProblem, step } from './progress.mjs'

export const isRoot = process.getuid?.() === 0

const onDebian = () => existsSync('/usr/bin/apt-get')

const aptEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

/** @param {readonly string[]} packages */
const installCommand = (packages) => `apt-get install -y --no-install-recommends ${packages.join(' ')}`

/**
 * Installs Debian packages as root; for everyone else throws the one command to run.
 * @param {string} why what is missing, in words
 * @param {readonly string[]} packages
 */
export async function installDebianPackages(why, packages) {
  if (!onDebian()) {
    throw new SetUpProblem(`${why}\nInstall what your system calls these Debian packages:\n  ${packages.join(' ')}`)
  }
  if (!isRoot) {
    throw new SetUpProblem(
      `${why}\nRun this once, then the same command again:\n  sudo ${installCommand(await currentNames(packages))}`,
    )
  }
  await step(`Installing system packages (${why})`, async () => {
    await apt(['update', '-q'])
    await apt(['install', '-y', '-q', '--no-install-recommends', ...(await currentNames(packages))])
  })
}

/** @param {readonly string[]} args */
async function apt(args) {
  const { exitCode, output } = await runQuietly('apt-get', args, { env: aptEnv })
  if (exitCode === 0) return
  const end = output.trim().split('\n').slice(-8).join('\n')
  throw new SetUpProblem(`apt-get ${args.join(' ')} failed:\n${end}`)
}

/**
 * Since the 64-bit time change some libraries are named with `t64` at the end (Debian 13, Ubuntu 24.04).
 * @param {readonly string[]} packages
 */
async function currentNames(packages) {
  const { output } = await runQuietly('apt-cache', ['pkgnames'])
  const known = new Set(output.split('\n'))
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))
}
