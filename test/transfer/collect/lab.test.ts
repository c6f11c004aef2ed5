// Hotmail in Gmail on the lab, both by OAuth: the case that this exists for, by IMAP and by POP.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { SesameError } from '../../../src/model/errors.ts'
import { addNewCollection, type CollectRequest, listCollections, removeCollection } from '../../../src/uses/transfer/collect.ts'
import { runCollect } from '../../../src/uses/transfer/collect-run.ts'

test('Hotmail is collected into Gmail, by IMAP and by POP; what the provider wants between two visits is known', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sesame-collect-lab-'))
  const signal = new AbortController().signal
  const request: CollectRequest = { flags: {}, lab: true, env: {}, data, lang: 'fr', signal }
  try {
    const from = 'marie@outlook.com'
    const into = 'marie@gmail.com'
    const added = await addNewCollection(request, { from, into, folder: 'Hotmail' })
    assert.deepEqual([added.collection.name, added.waiting > 0, added.pollMinutes], [from, true, 10])
    await addNewCollection(request, { from, into, folder: 'Hotmail by POP', protocol: 'pop3', name: 'by pop', every: 1 })
    for (const [wanted, code] of [
      [{ from, into: from }, 'transfer-same'],
      [{ from, into }, 'collection-exists'],
      [{ from: './backup', into }, 'collection-server'],
      [{ from: 'nobody@outlook.com', into }, 'sign-in-wanted'],
    ] as const)
      await assert.rejects(addNewCollection(request, wanted), (error) => error instanceof SesameError && error.code === code)
    const came: string[] = []
    const states = await runCollect({ ...request, once: true, again: false, stop: signal }, (event) => {
      if (event.kind === 'message') came.push(`${event.name} > ${event.target?.folder}`)
    })
    assert.deepEqual(
      states.map(({ trouble }) => trouble),
      [null, null],
    )
    assert.equal(came.filter((one) => one === `${from} > Hotmail`).length, added.waiting)
    assert.equal(came.filter((one) => one === 'by pop > Hotmail by POP').length, added.waiting)
    // Asked for every minute; the provider turns away who comes more often than every ten.
    const [, pop] = await listCollections(request)
    assert.ok((pop?.state?.next ?? 0) - (pop?.state?.last?.at ?? 0) >= 600_000)
    assert.equal((await removeCollection(request, 'By Pop')).name, 'by pop')
    assert.equal((await listCollections(request)).length, 1)
    await assert.rejects(
      removeCollection(request, 'by pop'),
      (error) => error instanceof SesameError && error.code === 'collection-unknown',
    )
    await assert.rejects(
      addNewCollection({ ...request, data: undefined }, { from, into }),
      (error) => error instanceof SesameError && error.code === 'option-invalid',
    )
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
