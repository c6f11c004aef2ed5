// Opens the person's browser, as each system wants it. The address may hold a key that opens once: other users of the machine can see what a program is started with.

import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Where nothing tells otherwise, a program that has not failed by then has opened it. */
const PATIENCE_MS = 3_000
const ON_LINUX = ['xdg-open', 'wslview', 'sensible-browser', 'x-www-browser', 'firefox', 'chromium', 'google-chrome']

/** A screen to show a browser on: always on Windows and macOS unless one came by SSH. */
export function hasDesktop(env: Env, platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'win32') return true
  if (platform === 'darwin') return !env.SSH_CONNECTION
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME)
}

/** False when there is no program for it, or it failed. */
export async function openBrowser(url: string, env: Env, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  for (const [program, ...args] of candidates(env, platform)) {
    if (program !== undefined && onPath(program, env, platform) && (await started(program, [...args, url], env))) return true
  }
  return false
}

function candidates(env: Env, platform: NodeJS.Platform): readonly (readonly string[])[] {
  if (platform === 'darwin') return [['open']]
  // The empty word is the title of the window, which `start` takes for the first quoted one.
  if (platform === 'win32') return [['cmd', '/c', 'start', '""']]
  const own = env.BROWSER?.split(':').filter((one) => one !== '' && !one.includes('%')) ?? []
  return [...own, ...ON_LINUX].map((program) => [program])
}

function onPath(program: string, env: Env, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true
  const places = program.includes('/') ? [program] : (env.PATH ?? '').split(delimiter).map((folder) => join(folder || '.', program))
  return places.some((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function started(program: string, args: readonly string[], env: Env): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: 'ignore', detached: true, windowsVerbatimArguments: program === 'cmd' })
    const patience = setTimeout(() => resolve(true), PATIENCE_MS)
    const over = (well: boolean) => {
      clearTimeout(patience)
      resolve(well)
    }
    child.on('error', () => over(false))
    child.on('exit', (code) => over(code === 0))
    child.unref()
  })
}
