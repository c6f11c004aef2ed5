// Names of special folders: a name stands for one use, whoever wrote it and however.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderIndex, namedFolder } from '../../src/knowledge/folder-names.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { folders } from '../../src/knowledge/schema/folder.ts'

const index = folderIndex(loadKnowledge())
const HEAD = { checked: '2026-11-22', sources: ['https://www.rfc-editor.org/rfc/rfc6154'] }

test('the sent mail, the drafts and the bin are found in each of the languages in which people have them', () => {
  const found = (names: string) => names.split(', ').map((name) => namedFolder(index, name)?.use)
  assert.deepEqual(found('Éléments envoyés, Brouillons, Courrier indésirable, Corbeille'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Gesendete Elemente, Entwürfe, Junk-E-Mail, Papierkorb'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Elementos enviados, Borradores, Correo no deseado, Papelera'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Posta inviata, Bozze, Posta indesiderata, Cestino'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Itens Enviados, Rascunhos, Lixo Eletrônico, Lixeira'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Verzonden items, Concepten, Ongewenste e-mail, Prullenbak'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Wysłane, Szkice, Wiadomości-śmieci, Kosz'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('Отправленные, Черновики, Спам, Корзина'), ['sent', 'drafts', 'junk', 'trash'])
  assert.deepEqual(found('sent messages, ELEMENTS ENVOYES, Factures, Outbox, INBOX'), ['sent', 'sent', undefined, undefined, undefined])
})

test('a name for two uses, the inbox, and a use that does not exist are refused', () => {
  const faults = (list: unknown) => folders.safeParse({ ...HEAD, folders: list }).error?.issues.map(({ message }) => message) ?? []
  assert.deepEqual(faults([{ use: 'sent', lang: 'en', names: ['Sent'] }]), [])
  assert.deepEqual(
    faults([
      { use: 'trash', lang: 'pt', names: ['Lixo'] },
      { use: 'junk', lang: 'pt', names: ['LIXO'] },
    ]),
    ['"LIXO" already stands for trash'],
  )
  assert.deepEqual(faults([{ use: 'sent', lang: 'en', names: ['Inbox'] }]), ['the inbox has the same name everywhere'])
  assert.equal(faults([{ use: 'outbox', lang: 'en', names: ['Outbox'] }]).length, 1)
})
