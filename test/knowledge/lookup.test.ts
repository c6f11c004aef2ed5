// Names of cases and people find the provider and the app that they mean, with the version said along; a look-alike finds nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { clientById, clientByName, providerById, providerBySlug, providerOfDomain, tableRowOfDomain } from '../../src/knowledge/lookup.ts'
import { validate } from '../../src/knowledge/validate.ts'
import { CLIENT, PROVIDER, withFolder } from './folder.ts'

const knowledge: Knowledge = withFolder(
  {
    'providers/example.yaml': PROVIDER,
    'clients/outlook-windows.yaml': CLIENT.replace(
      '[example, /^example (\\d+)$/]',
      '[outlook, outlook classic, /^outlook (20\\d\\d|365)$/]',
    ),
    'clients/k9.yaml': CLIENT.replace('[example, /^example (\\d+)$/]', '["k-9 mail", fairemail]'),
  },
  (root) => validate(root).draft,
)

test('providers by id, slug and domain', () => {
  assert.equal(providerById(knowledge, 'example')?.name, 'Example Mail')
  for (const slug of ['example', 'example_mail', 'Example-Mail', 'example mail'])
    assert.equal(providerBySlug(knowledge, slug)?.id, 'example', slug)
  assert.equal(providerBySlug(knowledge, 'exemple'), undefined)
  assert.equal(providerOfDomain(knowledge, 'EXAMPLE.com')?.id, 'example')
  assert.equal(providerOfDomain(knowledge, 'mail.example.com'), undefined)
  assert.equal(tableRowOfDomain(knowledge, 'example.com'), undefined)
})

test('apps by name, however written, with their version', () => {
  const found = (text: string) => {
    const named = clientByName(knowledge, text)
    return named && [named.client.id, named.version]
  }
  assert.deepEqual(found('outlook_2016'), ['outlook-windows', '2016'])
  assert.deepEqual(found('Outlook 365'), ['outlook-windows', '365'])
  assert.deepEqual(found('OUTLOOK Classic'), ['outlook-windows', undefined])
  assert.deepEqual(found('outlook-windows'), ['outlook-windows', undefined])
  assert.deepEqual(found('K9'), ['k9', undefined])
  assert.deepEqual(found('FairEmail 1.2240'), ['k9', '1.2240'])
  assert.deepEqual(found('k_9 mail v6.8'), ['k9', '6.8'])
  assert.deepEqual(found('Archiver (Outlook 2016, plug-in)'), ['outlook-windows', '2016'])
  assert.equal(found('outlooks of somebody'), undefined)
  assert.equal(found(''), undefined)
  assert.equal(clientById(knowledge, 'nobody'), undefined)
})
