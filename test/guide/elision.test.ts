// Names filled into French texts: the small word before them takes the form it has there, and English stays as it is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill } from '../../src/guide/holes.ts'

const filled = (text: string, client: string) => fill(text, { client })

test('de, à and que join what follows them', () => {
  assert.equal(filled('Videz la boîte d’envoi de {client}.', 'le programme'), 'Videz la boîte d’envoi du programme.')
  assert.equal(filled('De {client}, envoyez.', 'les Mails'), 'Des Mails, envoyez.')
  assert.equal(
    filled('Aucun réglage de {client} n’y change rien.', 'Outlook classique'),
    'Aucun réglage d’Outlook classique n’y change rien.',
  )
  assert.equal(filled('Le courrier que {client} doit lire.', 'Outlook'), 'Le courrier qu’Outlook doit lire.')
  assert.equal(filled('Donnez-le à {client}.', 'le nouvel Outlook'), 'Donnez-le au nouvel Outlook.')
  assert.equal(filled('Les réglages de {client}', 'l’application Mail'), 'Les réglages de l’application Mail')
})

test('nothing else changes', () => {
  assert.equal(filled('de {client}', 'Thunderbird'), 'de Thunderbird')
  assert.equal(filled('dans {client}', 'le programme'), 'dans le programme')
  assert.equal(filled('Open {client}.', 'Outlook'), 'Open Outlook.')
  assert.equal(filled('Tapez `{client}`', 'imap.example.org'), 'Tapez `imap.example.org`')
  assert.equal(filled('{client} and {client}', 'the app'), 'The app and the app')
})
