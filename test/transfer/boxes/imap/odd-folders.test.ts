// Inventories of servers great and small, and waiting at those that cannot, will not, or fall silent.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Folder } from '../../../../src/transfer/shapes.ts'
import { put } from './boxes.ts'
import { type Answer, scripted } from './scripted.ts'

const INBOX: Folder = { name: 'INBOX', path: ['INBOX'], delimiter: '/', selectable: true, subscribed: true }

async function inventory(capabilities: string, answer: Answer) {
  const server = await scripted(capabilities, answer)
  try {
    return { ...(await server.box.inventory()), heard: server.heard.slice(1) }
  } finally {
    await server.stop()
  }
}
const short = (folders: readonly Folder[]) =>
  folders.map((f) =>
    [f.path.join('/'), f.use ?? '-', f.selectable, f.subscribed, f.status?.messages ?? '-', f.status?.modseq ?? '-'].join(' '),
  )

test('all in one answer', async () => {
  const { folders, heard, traits } = await inventory(
    'LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE STATUS=SIZE OBJECTID NAMESPACE QUOTA APPENDLIMIT=35651584 X-GM-EXT-1',
    (command) => {
      if (command.startsWith('LIST'))
        return (
          '* LIST (\\HasNoChildren \\Subscribed) "/" INBOX\r\n* STATUS INBOX (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 HIGHESTMODSEQ 715194045007 SIZE 12345 MAILBOXID (F22))\r\n' +
          '* LIST (\\HasChildren \\NonExistent) "/" "[Gmail]"\r\n' +
          '* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Tous les messages"\r\n* STATUS "[Gmail]/Tous les messages" (MESSAGES 4 UIDNEXT 5 UIDVALIDITY 6 HIGHESTMODSEQ 0)\r\n' +
          '* LIST (\\Sent) "/" {19}\r\n[Gmail]/Envoy&AOk-s\r\n* STATUS {19}\r\n[Gmail]/Envoy&AOk-s (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 8)\r\nTAG OK done\r\n'
        )
      if (command === 'NAMESPACE') return '* NAMESPACE (("" "/")) NIL NIL\r\nTAG OK done\r\n'
      return command.startsWith('GETQUOTAROOT') ? '* QUOTAROOT INBOX ""\r\n* QUOTA "" (STORAGE 10 100)\r\nTAG OK done\r\n' : undefined
    },
  )
  assert.deepEqual(short(folders), [
    'INBOX inbox true true 3 715194045007',
    '[Gmail] - false false - -',
    '[Gmail]/Tous les messages all true false 4 -',
    '[Gmail]/Envoyés sent true false 1 -',
  ])
  assert.deepEqual([folders[0]!.status?.bytes, folders[0]!.status?.id], [12_345, 'F22'])
  assert.deepEqual([traits.appendLimit, traits.gmail, traits.quota], [35_651_584, true, { used: 10_240, limit: 102_400 }])
  assert.deepEqual(heard, [
    'LIST "" "*" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ SIZE MAILBOXID))',
    'NAMESPACE',
    'GETQUOTAROOT "INBOX"',
  ])
})

const plain: Answer = (command) => {
  if (/^(LIST|LSUB) .*RETURN/.test(command)) return 'TAG BAD what?\r\n'
  if (command.startsWith('LIST'))
    return '* LIST (\\HasChildren) "." INBOX\r\n* LIST () "." "INBOX.Envoy&AOk-s"\r\n* LIST (\\Noselect) "." INBOX.Top\r\n* LIST () "." INBOX.Top.Closed\r\nTAG OK done\r\n'
  if (command.startsWith('LSUB')) return '* LSUB () "." INBOX\r\n* LSUB () "." "INBOX.Envoy&AOk-s"\r\nTAG OK done\r\n'
  if (command === 'NAMESPACE') return '* NAMESPACE (("INBOX." ".")) NIL NIL\r\nTAG OK done\r\n'
  if (command.includes('Closed')) return 'TAG NO [NOPERM] not yours\r\n'
  const name = /^STATUS "(.*)" \(/.exec(command)?.[1]
  return name && `* STATUS "${name}" (MESSAGES 2 UIDVALIDITY 5 UIDNEXT 6)\r\nTAG OK done\r\n`
}

test('the plain way: STATUS one behind the other in one flight, subscriptions by LSUB, a prefix', async () => {
  const { folders, prefix, delimiter, traits } = await inventory('NAMESPACE', plain)
  assert.deepEqual(short(folders), [
    'INBOX inbox true true 2 -',
    'Envoyés - true true 2 -',
    'Top - false false - -',
    'Top/Closed - true false - -',
  ])
  assert.deepEqual([prefix, delimiter, traits.specialUse, traits.literals], ['INBOX.', '.', false, 'sync'])
})

test('LIST-STATUS that is offered and not understood: the plain way', async () => {
  const { folders, heard } = await inventory('NAMESPACE LIST-EXTENDED LIST-STATUS SPECIAL-USE', plain)
  assert.equal(short(folders)[1], 'Envoyés - true true 2 -')
  assert.ok(heard.includes('LSUB "" "*"'))
})

test('a name in UTF-8 is asked for as the server writes it, in APPEND too', async () => {
  const heard: string[] = []
  const server = await scripted('LITERAL+', async (command, peer) => {
    if (command.startsWith('LIST')) return '* LIST () "/" "Envoyés"\r\nTAG OK done\r\n'
    if (command.startsWith('LSUB')) return 'TAG OK done\r\n'
    if (!/\{\d+\+?\}$/.test(command)) return undefined
    const name = await peer.line()
    heard.push(`${command} ${name}`)
    if (command.startsWith('STATUS')) return '* STATUS "Envoyés" (MESSAGES 1 UIDVALIDITY 1 UIDNEXT 2)\r\nTAG OK done\r\n'
    await peer.line()
    await peer.line()
    return 'TAG OK done\r\n'
  })
  const { folders } = await server.box.inventory()
  const writer = await server.box.writer()
  const group = writer.append(folders[0]!)
  await put(group, { bytes: Buffer.from('a: b\r\n') })
  assert.deepEqual(await group.finish(), [{ ok: true }])
  assert.deepEqual(heard, ['APPEND {8+} Envoyés {6+}'])
  await server.stop()
})

test('IDLE: not there, refused, and left with DONE', async () => {
  const never = new AbortController().signal
  const none = await scripted('', () => undefined)
  const first = await none.box.reader()
  await first.open(INBOX)
  assert.equal(await first.idle!(1000, never), false)
  await none.stop()

  const unwilling = await scripted('IDLE', (command) => (command === 'IDLE' ? 'TAG NO not today\r\n' : undefined))
  const second = await unwilling.box.reader()
  await second.open(INBOX)
  assert.equal(await second.idle!(1000, never), false)
  await unwilling.stop()

  const willing = await scripted('IDLE', async (command, peer, tag) => {
    if (command !== 'IDLE') return command === 'NOOP' ? 'TAG OK\r\n' : undefined
    peer.send('+ idling\r\n* OK Still here\r\n')
    await pause(50)
    peer.send('* 10 EXI')
    await pause(20)
    peer.send('STS\r\n')
    assert.equal(await peer.line(), 'DONE')
    return `${tag} OK done\r\n`
  })
  const third = await willing.box.reader()
  await third.open(INBOX)
  assert.equal(await third.idle!(60_000, never), true)
  await willing.stop()
})
