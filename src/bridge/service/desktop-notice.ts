// A notice on the owner's desktop, by what the system has for it. The text goes in by arguments or the environment, never into a script.

import { spawn } from 'node:child_process'

export interface NoticeText {
  readonly title: string
  readonly body: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** How a system shows a notice: the program, its arguments, and what it reads from its environment. */
export function noticeCommand(
  platform: NodeJS.Platform,
  env: Environment,
  { title, body }: NoticeText,
): { readonly program: string; readonly args: readonly string[]; readonly env: Environment } | null {
  const said = { SESAME_TITLE: title, SESAME_BODY: body }
  if (platform === 'darwin')
    return {
      program: 'osascript',
      args: ['-e', 'display notification (system attribute "SESAME_BODY") with title (system attribute "SESAME_TITLE")'],
      env: said,
    }
  if (platform === 'win32') return { program: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-Command', TOAST], env: said }
  // A service without a session has no desktop to show anything on.
  if (!env.DBUS_SESSION_BUS_ADDRESS && !env.XDG_RUNTIME_DIR) return null
  return { program: 'notify-send', args: ['--app-name=Sésame', '--urgency=critical', '--', title, body], env: {} }
}

const TOAST = [
  '[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '$t = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)',
  "$x = $t.GetElementsByTagName('text')",
  '[void]$x.Item(0).AppendChild($t.CreateTextNode($env:SESAME_TITLE))',
  '[void]$x.Item(1).AppendChild($t.CreateTextNode($env:SESAME_BODY))',
  "$id = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'",
  '[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($id).Show([Windows.UI.Notifications.ToastNotification]::new($t))',
].join('; ')

const PATIENCE_MS = 10_000

/** True when the program took it; null where there is no such program or no desktop. */
export function showNotice(platform: NodeJS.Platform, env: Environment, text: NoticeText): Promise<boolean | null> {
  const command = noticeCommand(platform, env, text)
  if (command === null) return Promise.resolve(null)
  return new Promise((resolve) => {
    const child = spawn(command.program, command.args, {
      env: { ...env, ...command.env } as NodeJS.ProcessEnv,
      stdio: 'ignore',
      timeout: PATIENCE_MS,
    })
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? null : false))
    child.once('exit', (code) => resolve(code === 0))
    child.unref()
  })
}
