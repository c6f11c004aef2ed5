// The state of the bridge on the terminal: what runs, each mailbox with what opens it again, each device.

import type { BridgeStatus } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { moment } from '../moment.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'
import { visible } from './road.ts'

const SAID = 300
const STEPS = 3

export function renderBridgeStatus(out: Terminal, text: Text, { runs, accounts, devices, strangers, queue }: BridgeStatus): void {
  const words = text.bridgeService.status
  const when = (iso: string) => moment(text.locale, iso)
  heading(out, words.heading)
  if (runs.length === 0) out.line(out.style('yellow', words.notRunning), 2)
  for (const { pid, since, seen, state, doors, metrics, draining, settings } of runs) {
    if (state === 'running') out.line(out.style('green', words.runs(pid, when(since))), 2)
    else out.line(out.style('red', words.silent(pid, when(seen))), 2)
    if (draining) out.line(out.style('yellow', words.draining), 4)
    for (const { protocol, address, port, security, visitors } of doors) {
      const at = `${protocol.toUpperCase()} ${address.includes(':') ? `[${address}]` : address}:${port}`
      out.line(`${at} · ${security} · ${out.style('dim', words.inside(visitors))}`, 4)
    }
    if (metrics !== null) out.line(out.style('dim', words.metrics(metrics)), 4)
    if (settings !== null) out.line(out.style('red', words.settings(visible(settings))), 4)
  }

  if (accounts.length > 0) heading(out, words.accounts)
  for (const one of accounts) {
    const { id, shut, lastOk, token, signInAgain, opens } = one
    const state =
      shut === null
        ? lastOk === null
          ? words.neverOk
          : out.style('green', words.open)
        : out.style('red', words.shutSince(when(shut.since)))
    out.line(`${out.style('bold', visible(id))} · ${state}${lastOk === null ? '' : `, ${words.lastOk(when(lastOk))}`}`, 2, 4)
    if (shut !== null) {
      out.line(shut.diagnosis === null ? text.bridgeService.shut[shut.kind] : words.cause(shut.diagnosis.title), 4)
      if (shut.diagnosis !== null) out.line(shut.diagnosis.sentence, 4)
      if (shut.said !== '') out.line(out.style('dim', words.said(visible(shut.said.slice(0, SAID)))), 4)
      for (const step of shut.diagnosis?.steps.slice(0, STEPS) ?? []) out.line(`• ${step.replaceAll('**', '')}`, 4, 6)
      if (shut.diagnosis?.letter) out.line(out.style('bold', words.next(`sesame letters ${shut.diagnosis.letter}`)), 4)
      if (shut.next !== null) out.line(out.style('bold', words.next(visible(shut.next))), 4)
    }
    const again = signInAgain && againIn(words.again, signInAgain, when)
    if (again !== null) out.line(again, 4)
    const how = opens === 'password' ? words.byPassword : token === null ? null : words.token(when(token))
    if (how !== null) out.line(out.style('dim', how), 4)
  }

  if (devices.length > 0) heading(out, words.devices)
  for (const { id, title, account, lastUsed, lastFrom, used, sent, denied, revoked } of devices) {
    const name = title === id ? '' : ` · ${visible(title)}`
    out.line(
      `${out.style('bold', visible(id))}${name} · ${out.style('dim', visible(account))}${revoked === null ? '' : ` · ${out.style('yellow', text.bridge.state.revoked)}`}`,
      2,
      4,
    )
    const facts = [
      lastUsed === null ? words.unused : words.used(used, when(lastUsed), visible(lastFrom ?? '')),
      ...(sent > 0 ? [words.sent(sent)] : []),
      ...(denied > 0 ? [out.style('yellow', words.denied(denied))] : []),
    ]
    out.line(facts.join(' · '), 4)
  }
  if (strangers.times > 0) out.line(out.style('yellow', words.strangers(strangers.times, visible(strangers.from ?? ''))), 2)

  const waiting = Object.entries(queue)
  if (waiting.length > 0) {
    heading(out, words.queue)
    const names = words.states as Readonly<Record<string, string>>
    out.line(waiting.map(([state, n]) => `${names[state] ?? state}: ${n}`).join(' · '), 2)
  }
}

type Again = NonNullable<BridgeStatus['accounts'][number]['signInAgain']>

function againIn(words: Text['bridgeService']['status']['again'], again: Again, when: (iso: string) => string): string {
  if (again.kind === 'kept') return words.kept(again.days)
  if (again.kind === 'end') return words.end(when(again.until))
  return words[again.kind]
}
