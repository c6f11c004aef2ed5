// `sesame sheet app-password add|list|revoke ADDRESS`: the register, one a device or app.

import { EXIT, SesameError } from '../../model/errors.ts'
import { type AppPasswordList, addAppPassword, listAppPasswords, revokeAppPassword } from '../../sesame.ts'
import { numberOption } from '../number-option.ts'
import { recordsRequest } from '../records-request.ts'
import { renderAdvice } from '../render/sheet.ts'
import { renderTable } from '../render/table.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const [action = '', sheet = '', named] = args
  const request = { ...recordsRequest(invocation), sheet }
  const label = stringOption(options, 'label') ?? named ?? stringOption(options, 'device')
  if (action === 'list') return show(invocation, await listAppPasswords(request))
  if (action !== 'add' && action !== 'revoke')
    throw new SesameError('option-invalid', { option: 'ACTION', value: action, allowed: 'add, list, revoke' })
  if (label === undefined) throw new SesameError('option-invalid', { option: '--label', value: '', allowed: '--label "iPhone de Marie"' })
  if (action === 'revoke') {
    const list = await revokeAppPassword({ ...request, label })
    if (!json && list.provider !== null) {
      out.line(out.style('bold', text.records.appPassword.revokeAt))
      out.line([list.provider.url, list.provider.path[text.lang]].filter(Boolean).join(' · '), 2)
      out.line()
    }
    return show(invocation, list)
  }
  const view = await addAppPassword({
    ...{
      ...request,
      label,
      device: stringOption(options, 'device'),
      app: stringOption(options, 'app'),
      made: stringOption(options, 'created'),
    },
    ...{ vault: stringOption(options, 'vault'), note: stringOption(options, 'note'), replace: options.replace === true },
    every: options.every === undefined ? undefined : numberOption(options, 'every', 12, 0, 1_200),
  })
  const code = show(invocation, await listAppPasswords(request))
  if (!json)
    renderAdvice(
      out,
      text,
      view.advice.filter((one) => one.code.startsWith('app-password')),
    )
  return code
}

function show({ json, out, text }: Invocation, list: AppPasswordList): number {
  const { records } = text
  if (json) {
    out.write(
      `${JSON.stringify({ ...list, provider: list.provider && { ...list.provider, name: list.provider.name[text.lang], path: list.provider.path[text.lang] } })}\n`,
    )
    return EXIT.works
  }
  const { column } = records
  if (list.appPasswords.length === 0) out.line(records.appPassword.none)
  else
    renderTable(
      out,
      [
        { title: column.label },
        { title: column.device, shrinksTo: 8 },
        { title: column.made },
        { title: column.vault, shrinksTo: 8 },
        { title: column.state },
      ],
      list.appPasswords.map((one) => [
        ...[one.label, one.device, one.changed ?? one.made ?? '', one.vault ?? ''],
        one.state === 'active' ? records.appPasswordState.active : `${records.appPasswordState.revoked} ${one.revoked ?? ''}`,
      ]),
    )
  if (list.provider !== null) {
    const { max, path, url, killedBy } = list.provider
    if (max !== null) out.line(out.style('dim', records.appPassword.max(list.active, max)))
    out.line(out.style('dim', records.appPassword.where([path[text.lang], url].filter(Boolean).join(' · '))))
    const kills = killedBy.filter((one) => one !== 'revoked').map((one) => records.appPassword.killedBy[one] ?? one)
    if (kills.length > 0) out.line(out.style('dim', records.appPassword.diesWith(kills.join(', '))))
  }
  return EXIT.works
}
