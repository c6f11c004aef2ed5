// Collections between accounts of the movers' world: a data folder and a vault of their own, and what both sides hold afterwards.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../../../src/model/secret.ts'
import { openStore } from '../../../src/store/database.ts'
import type { CollectionState } from '../../../src/transfer/collect/collection.ts'
import { addNewCollection, type CollectRequest, type NewCollection } from '../../../src/uses/transfer/collect.ts'
import { type CollectEvent, type RunCollect, runCollect } from '../../../src/uses/transfer/collect-run.ts'
import { memoryVault } from '../../../src/vault/memory.ts'
import type { Vault } from '../../../src/vault/vault.ts'
import type { WorldFolder } from '../world/folders.ts'
import { type WorldMailbox, worldMailbox } from '../world/mailbox.ts'
import { sharedWitness, worldPair } from '../world/pair.ts'
import type { Account } from '../world/server.ts'

export interface CollectWorld {
  readonly data: string
  readonly vault: Vault
  readonly source: Account
  readonly target: Account
  /** Of the source and the target: `imaps://u1@mail.example.test:1234`. */
  readonly from: string
  readonly into: string
  readonly request: CollectRequest
  /** Rules before those that lead to the servers: a proxy, say. */
  readonly detours: string[]
  add(wanted?: Partial<NewCollection>): ReturnType<typeof addNewCollection>
  once(more?: Partial<RunCollect>): Promise<Ran>
  /** What the inbox (or another folder) of an account holds: digest, flags and date of each message, in order. */
  held(
    account: Account,
    folder?: string,
  ): Promise<readonly { readonly digest: string; readonly flags: readonly string[]; readonly date: number }[]>
  sql(statement: string, ...values: (string | number)[]): Promise<unknown[]>
  close(): void
}

export interface Ran {
  readonly states: readonly CollectionState[]
  readonly events: readonly CollectEvent[]
  readonly messages: number
}

export const urlOf = (account: Account, protocol: 'imaps' | 'pop3s' = 'imaps') =>
  `${protocol}://${account.user}@${account.server.host}:${account.server.dovecot.ports[protocol]}`

export const connectTo = (account: Account, protocol: 'imaps' | 'pop3s', port = account.server.dovecot.ports[protocol]) =>
  `${account.server.host}:${account.server.dovecot.ports[protocol]}:127.0.0.1:${port}`

let made = 0

/** The two accounts never bear the same name, though both servers count from one. */
export async function collectWorld(more: { readonly source?: Account; readonly target?: Account } = {}): Promise<CollectWorld> {
  const pair = await worldPair()
  const source = more.source ?? pair.source.account()
  let target = more.target ?? pair.target.account()
  while (target.user === source.user) target = pair.target.account()
  const data = mkdtempSync(join(tmpdir(), `sesame-collect-${++made}-`))
  const vault = memoryVault()
  for (const account of [source, target]) await keepPassword(vault, account)
  const detours: string[] = []
  const flags = {
    cacert: source.server.dovecot.caPem + target.server.dovecot.caPem,
    get connectTo() {
      return [...detours, connectTo(source, 'imaps'), connectTo(source, 'pop3s'), connectTo(target, 'imaps')]
    },
  }
  const request: CollectRequest = { flags, lab: false, env: {}, data, vault, lang: 'en', signal: new AbortController().signal }
  const [from, into] = [urlOf(source), urlOf(target)]
  return {
    ...{ data, vault, source, target, from, into, request, detours },
    add: (wanted = {}) => addNewCollection(request, { from, into, name: 'test', ...wanted }),
    async once(more = {}) {
      const events: CollectEvent[] = []
      const run: RunCollect = { ...request, once: true, again: false, stop: new AbortController().signal, ...more }
      const states = await runCollect(run, (event) => void events.push(event))
      return { states, events, messages: events.filter(({ kind }) => kind === 'message').length }
    },
    async held(account, folder = 'INBOX') {
      const seen = await sharedWitness().see(account)
      return seen.folders.find(({ name }) => name === folder)?.messages ?? []
    },
    async sql(statement, ...values) {
      const db = await openStore({ folder: data, env: {} })
      try {
        const prepared = db.prepare(statement)
        return prepared.reader ? (prepared.raw().all(...values) as unknown[]) : [prepared.run(...values)]
      } finally {
        db.close()
      }
    },
    close: () => rmSync(data, { recursive: true, force: true }),
  }
}

export async function keepPassword(vault: Vault, { user, password, server }: Account, value = password): Promise<void> {
  await vault.write({ name: `password/${user}@${server.host}`, sort: 'password', title: user }, new Secret(value))
}

/** An inbox as people have it, small; nothing in it is marked for removal, because that is left where it is. */
export function inboxOf(count: number, seed = 1, more: readonly WorldFolder[] = []): WorldMailbox {
  const box = worldMailbox({
    count,
    seed,
    median: 3_000,
    largest: 60_000,
    folders: [{ path: ['INBOX'], share: 100, subscribed: true }, ...more],
  })
  return {
    ...box,
    *messages() {
      for (const message of box.messages()) yield { ...message, flags: message.flags.filter((flag) => flag !== '\\Deleted') }
    },
  }
}

export const digests = (messages: readonly { readonly digest: string }[]) => messages.map(({ digest }) => digest).sort()
