// A sheet that fills itself: from a run of the doctor, from a proof, from the past cases of this machine. Each field says where it is from.

import { parseAddress } from '../model/address.ts'
import { SesameError } from '../model/errors.ts'
import type { Lang } from '../model/lang.ts'
import { endpointUrl } from '../model/protocol.ts'
import { type Found, filled } from '../records/fill.ts'
import { emptySheet, type Origin, type SheetFinding, type SignIn } from '../records/sheet.ts'
import { addSheet, changeSheet, openSheet, sheetIfAny } from '../records/shelf.ts'
import { everyCase, type StoredCase } from '../store/past-cases.ts'
import { everySheet } from '../store/sheets.ts'
import type { DoctorResult } from './doctor.ts'
import { pastResult } from './past-result.ts'
import { inRecords, type OpenRecords, type RecordsRequest } from './records.ts'
import { redact } from './redact.ts'
import { type SheetView, viewOf } from './sheets.ts'
import { strikeTold } from './told-secrets.ts'

export interface FilledSheet {
  readonly view: SheetView
  readonly isNew: boolean
  /** Fields that were filled or renewed. */
  readonly fields: readonly string[]
}

const SIGN_IN: Readonly<Record<string, SignIn>> = { password: 'password', app_password: 'app-password', oauth2: 'oauth' }

/** Makes the sheet where there is none. `proved`: a message went and came back. */
export function fillFromDoctor(
  request: RecordsRequest & { readonly result: DoctorResult; readonly proved?: boolean; readonly lang: Lang },
): Promise<FilledSheet> {
  const { result, proved = false, lang } = request
  return inRecords(request, (records) => {
    const found = foundBy(result, lang, { at: records.now, proved })
    return fill(records, result.identity.address.text, [{ found, origin: { from: 'doctor', at: records.today, about: result.subject.id } }])
  })
}

export interface FilledFromHistory extends FilledSheet {
  /** Cases that were used. */
  readonly cases: readonly string[]
}

/**
 * From past cases, whose addresses are masked: those whose masked form is that of the sheet, unless `caseId` names one.
 * Throws `sheet-unknown`, `nothing-found` for a case, `record-ambiguous` where two sheets have the same masked form.
 */
export function fillFromHistory(
  request: RecordsRequest & { readonly name: string; readonly caseId?: string | undefined; readonly lang: Lang },
): Promise<FilledFromHistory> {
  return inRecords(request, (records) => {
    const { address } = openSheet(records.db, request.name).sheet
    const masked = maskedForm(address)
    const alike = everyCase(records.db).filter((one) => one.address === masked)
    const cases = request.caseId === undefined ? alike : alike.filter((one) => one.id === request.caseId)
    if (request.caseId !== undefined && cases.length === 0)
      throw new SesameError('nothing-found', { text: request.caseId, near: '', list: 'web' })
    if (request.caseId === undefined && cases.length > 0 && othersLike(records, address, masked))
      throw new SesameError('record-ambiguous', { sheet: address })
    const steps = cases.toReversed().flatMap((one) => stepOf(one, request.lang))
    return { ...fill(records, address, steps), cases: cases.map((one) => one.id) }
  })
}

interface Step {
  readonly found: Found
  readonly origin: Origin
}

function stepOf(one: StoredCase, lang: Lang): Step[] {
  const result = pastResult(one.saved, lang)
  if (result === null) return []
  const found = foundBy(result, lang, { at: one.at, proved: one.proved })
  return [
    {
      found: { ...found, ...(found.finding && { finding: { ...found.finding, outcome: one.outcome } }) },
      origin: { from: 'history', at: one.at.slice(0, 10), about: one.id },
    },
  ]
}

const maskedForm = (text: string): string => {
  const address = parseAddress(text)
  return address === null ? text : redact(address.text, address)
}

function othersLike({ db }: OpenRecords, address: string, masked: string): boolean {
  const [, domain = ''] = address.split('@')
  for (const one of everySheet(db, [`@${domain}`])) if (one.address !== address && maskedForm(one.address) === masked) return true
  return false
}

function fill(records: OpenRecords, address: string, steps: readonly Step[]): FilledSheet {
  const there = sheetIfAny(records.db, address)
  const apply = (sheet: Parameters<typeof filled>[0]) => steps.reduce((before, { found, origin }) => filled(before, found, origin), sheet)
  const kept =
    there === null
      ? addSheet(records, apply(emptySheet(address)), 'filled')
      : changeSheet(records, there.sheet.address, apply, { what: 'filled' })
  const before = there?.sheet ?? emptySheet(address)
  const fields = (['provider', 'kind', 'servers', 'devices', 'findings'] as const).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(kept.sheet[key]),
  )
  return { view: viewOf(kept, records.today), isNew: there === null, fields }
}

function foundBy(result: DoctorResult, lang: Lang, { at, proved }: { readonly at: string; readonly proved: boolean }): Found {
  const { identity, client, subject, probes, outcome, diagnosis, protocol } = result
  const named = identity.endpoints.filter((one) => one.trust === 'named').map(endpointUrl)
  // What answered is better than what is written somewhere.
  const answered = probes.filter((one) => one.outcome !== 'unreachable').map((one) => endpointUrl(one.endpoint))
  const servers = [...new Set(answered.length > 0 ? answered : named)]
  const signIn = SIGN_IN[subject.auth_method_used ?? ''] ?? 'unknown'
  const finding: SheetFinding = {
    ...{ case: subject.id, at, outcome },
    ...(outcome !== 'works' && diagnosis.causes[0] !== undefined && { cause: diagnosis.causes[0].id }),
    ...{ ...(client !== null && { app: client.id }), proved },
  }
  return {
    ...{ provider: identity.provider ?? undefined, kind: identity.accountType === 'unknown' ? undefined : identity.accountType, servers },
    app:
      client === null
        ? undefined
        : { id: client.id, name: strikeTold(client.name[lang]), signIn, protocols: protocol === null ? [] : [protocol] },
    finding,
  }
}
