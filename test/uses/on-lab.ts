// Runs `doctor` on a running lab with the arguments of a command line, in this process.

import { parseArgs } from 'node:util'
import type { Lab } from '../../src/lab/lab.ts'
import type { AccountType, SecretKind } from '../../src/model/case.ts'
import { parentCause } from '../../src/model/cause.ts'
import type { Lang } from '../../src/model/lang.ts'
import type { Protocol } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { type DoctorResult, doctor } from '../../src/sesame.ts'

const OPTIONS = {
  app: { type: 'string' },
  protocol: { type: 'string' },
  account: { type: 'string' },
  'secret-kind': { type: 'string' },
  message: { type: 'string', multiple: true },
  tell: { type: 'string', multiple: true },
} as const

/** Throws when the arguments are not those of `sesame doctor`. */
export function onLab(lab: Lab, args: readonly string[], secret: string | undefined, lang: Lang = 'en'): Promise<DoctorResult> {
  const [command, ...rest] = args
  const { values, positionals } = parseArgs({ args: rest, options: OPTIONS, allowPositionals: true })
  const [address] = positionals
  if (command !== 'doctor' || address === undefined || positionals.length !== 1)
    throw new Error(`not a doctor's command: ${args.join(' ')}`)
  return doctor(
    {
      address,
      app: values.app,
      protocol: values.protocol as Protocol | undefined,
      account: values.account as AccountType | undefined,
      secretKind: values['secret-kind'] as SecretKind | undefined,
      messages: values.message ?? [],
      tells: values.tell ?? [],
      ...(secret !== undefined && { secret: new Secret(secret) }),
      offline: false,
      lang,
      signal: new AbortController().signal,
      flags: lab.network,
      lab: false,
      env: {},
    },
    () => {},
  )
}

/** The words of a command as a shell reads them; only double quotes are used. */
export function shellWords(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

/** A parent stands for its finer causes. */
export function isAmong(wanted: readonly string[], id: string | undefined): boolean {
  return id !== undefined && (wanted.includes(id) || wanted.includes(parentCause(id)))
}

export function ranking({ outcome, diagnosis }: DoctorResult): string {
  const causes = diagnosis.causes.slice(0, 4).map((c) => `${c.id} ${c.probability.toFixed(2)}`)
  return `${outcome}, ${diagnosis.verdict}: ${causes.join(', ')}`
}
