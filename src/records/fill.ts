// What a machine found goes onto a sheet where nobody wrote anything, marked with where it is from; the word of a person is never written over. Pure.

import type { Protocol } from '../model/protocol.ts'
import type { AccountKind, Device, Origin, Sheet, SheetFinding, SignIn } from './sheet.ts'
import { deviceKey, MOST, nameKey } from './sheet-shape.ts'

export interface Found {
  readonly provider?: string | undefined
  readonly kind?: AccountKind | undefined
  readonly servers: readonly string[]
  /** The app that was asked about, what to call it, and how it signed in. */
  readonly app?:
    | { readonly id: string; readonly name: string; readonly signIn: SignIn; readonly protocols: readonly Protocol[] }
    | undefined
  readonly finding?: SheetFinding | undefined
}

export function filled(sheet: Sheet, found: Found, origin: Origin): Sheet {
  let next = sheet
  const origins: Record<string, Origin> = { ...sheet.origins }
  /** True where nothing stands, or only a machine's own earlier word that is another now. */
  const mayFill = (key: string, there: unknown, value: unknown) =>
    value !== undefined && JSON.stringify(there) !== JSON.stringify(value) && (isNothing(there) || origins[key] !== undefined)
  const put = <K extends 'provider' | 'kind' | 'servers'>(key: K, value: Sheet[K] | undefined) => {
    if (value === undefined || isNothing(value) || !mayFill(key, next[key], value)) return
    next = { ...next, [key]: value }
    origins[key] = origin
  }
  put('provider', found.provider)
  put('kind', found.kind)
  put('servers', found.servers.slice(0, 20))
  if (found.app !== undefined) next = { ...next, devices: withApp(next, found.app, origins, origin) }
  if (found.finding !== undefined) next = { ...next, findings: withFinding(next.findings, found.finding) }
  return { ...next, origins }
}

const isNothing = (value: unknown) => value === undefined || value === 'unknown' || (Array.isArray(value) && value.length === 0)

/** An app that stands on the sheet already, on whatever device, is that one; only what nobody knew is added to it. */
function withApp(sheet: Sheet, app: NonNullable<Found['app']>, origins: Record<string, Origin>, origin: Origin): readonly Device[] {
  const there = sheet.devices.filter((one) => one.app === app.id && one.state === 'in-use')
  if (there.length === 0) {
    const taken = (name: string) =>
      sheet.devices.some((one) => nameKey(deviceKey({ device: name, app: app.id })) === nameKey(deviceKey(one)))
    const device: Device = {
      ...{ device: taken(app.name) ? `${app.name} 2` : app.name, app: app.id, signIn: app.signIn },
      ...{ ...(app.protocols.length > 0 && { protocols: app.protocols }), state: 'in-use' },
    }
    if (sheet.devices.length >= MOST.things || taken(device.device)) return sheet.devices
    origins[`devices/${deviceKey(device)}`] = origin
    return [...sheet.devices, device]
  }
  // Which of several devices it was, nobody said.
  if (there.length > 1) return sheet.devices
  return sheet.devices.map((one) => {
    if (one !== there[0]) return one
    const key = `devices/${deviceKey(one)}`
    const learns = app.signIn !== 'unknown' && one.signIn !== app.signIn && (one.signIn === 'unknown' || origins[key] !== undefined)
    const missing = app.protocols.filter((protocol) => !(one.protocols ?? []).includes(protocol))
    const uses = missing.length > 0 && (one.protocols === undefined || origins[key] !== undefined)
    if (!learns && !uses) return one
    origins[key] = origin
    return { ...one, ...(learns && { signIn: app.signIn }), ...(uses && { protocols: [...(one.protocols ?? []), ...missing] }) }
  })
}

/** Newest first; the same case again is written over, and what was proved stays proved. */
function withFinding(findings: readonly SheetFinding[], finding: SheetFinding): readonly SheetFinding[] {
  const before = findings.find((one) => one.case === finding.case)
  const merged = { ...finding, proved: finding.proved || before?.proved === true }
  if (before !== undefined && JSON.stringify({ ...before, at: '' }) === JSON.stringify({ ...merged, at: '' })) return findings
  return [merged, ...findings.filter((one) => one !== before)]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, MOST.findings)
}
