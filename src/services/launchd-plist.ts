// The property list of launchd (launchd.plist(5)): kept alive, its log beside the data, nothing of it readable by others.

import { marked, type Service, type ServicePlan } from './service-plan.ts'

export const labelOf = ({ name }: Service): string => `mail.sesame.${name}`

export function launchdPlist(plan: ServicePlan): string {
  const { service, kind, node, program, args, data, passphrase, graceSeconds, environment } = plan
  const command = [node, ...service.flags, program, ...service.command, ...args]
  const all = { SESAME_DATA: data, ...(passphrase !== null && { SESAME_VAULT_PASSPHRASE_FILE: passphrase }), ...environment }
  const body = [
    '<plist version="1.0">',
    '<dict>',
    ...pair('Label', string(labelOf(service))),
    ...pair('ProgramArguments', ['<array>', ...command.map((one) => `  ${string(one)}`), '</array>']),
    ...pair('EnvironmentVariables', ['<dict>', ...Object.entries(all).flatMap(([name, value]) => pair(name, string(value))), '</dict>']),
    ...pair('RunAtLoad', '<true/>'),
    // Not after an end in order, and not for ever at once after wrong settings.
    ...pair('KeepAlive', ['<dict>', ...pair('SuccessfulExit', '<false/>'), '</dict>']),
    ...pair('ThrottleInterval', integer(Math.max(10, service.restartSeconds))),
    ...pair('ExitTimeOut', integer(Math.ceil(graceSeconds) + 20)),
    // Decimal: 077.
    ...pair('Umask', integer(0o77)),
    ...pair('ProcessType', string(kind === 'launchd-system' ? 'Standard' : 'Background')),
    ...pair('StandardErrorPath', string(`${data}/${service.name}.log`)),
    ...(kind === 'launchd-system' ? pair('UserName', string('_sesame')) : []),
    '</dict>',
    '</plist>',
    '',
  ].join('\n')
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
  return head + marked(service, body, (text) => `<!-- ${text} -->`)
}

function pair(key: string, value: string | readonly string[]): readonly string[] {
  return [`<key>${escaped(key)}</key>`, ...(typeof value === 'string' ? [value] : value)].map((line) => `  ${line}`)
}

const string = (text: string) => `<string>${escaped(text)}</string>`
const integer = (n: number) => `<integer>${n}</integer>`

function escaped(text: string): string {
  // XML 1.0 has no place for control characters, and no path of ours needs one.
  return text
    .replace(/\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
