// Advice that weakens protection is found however it is worded; a warning against it, and a description, are not advice.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Weakening, weakening } from '../../src/knowledge/weakening.ts'
import { cpuClock } from '../cpu.ts'

const BAD: Readonly<Record<Weakening, readonly string[]>> = {
  'encryption-off': [
    'Disable SSL in the account settings.',
    'Just turn TLS off.',
    'Untick “This server requires an encrypted connection (SSL)”.',
    'Set Connection security to None.',
    'Under Encryption method, choose “None”.',
    'Change the encryption type: None, then port 143.',
    'Use port 25 without encryption.',
    'Try an unencrypted connection instead.',
    'Go without SSL and send again.',
    'Désactivez le chiffrement.',
    'Décochez SSL/TLS.',
    'Choisissez « Aucun » comme sécurité de la connexion.',
    'Sécurité de la connexion : Aucune.',
    'Passez en connexion non chiffrée.',
    'Essayez sans SSL, sur le port 110.',
    'Utilisez le port 143 sans chiffrement.',
    'Retirez le chiffrement du compte.',
  ],
  'certificate-for-good': [
    'Choose Always trust.',
    'Tick “Permanently store this exception” and confirm.',
    'Accept the certificate for good.',
    'Trust it once and for all.',
    'Set the program to accept all certificates.',
    'Allow invalid certificates.',
    'Disable certificate verification.',
    'Add rejectUnauthorized: false to the options.',
    'Set NODE_TLS_REJECT_UNAUTHORIZED to 0.',
    "Use 'verify_peer' => false.",
    'Skip the certificate check.',
    'Add a security exception for the server.',
    'Acceptez définitivement le certificat.',
    'Choisissez « Toujours approuver ».',
    'Acceptez tous les certificats.',
    'Ajoutez une exception de sécurité.',
    'Désactivez la vérification du certificat.',
    'Ignorez l’avertissement sur le certificat.',
    'Enregistrez cette exception une fois pour toutes.',
  ],
  'protection-off': [
    'Turn off your antivirus.',
    'Uninstall the security software.',
    'Quit your firewall and try again.',
    'Switch two-factor authentication off.',
    'Turn off two-step verification.',
    'Remove 2FA from the account.',
    'Disable security defaults in Entra.',
    'Get rid of the second factor.',
    'Désactivez l’antivirus.',
    'Coupez le pare-feu.',
    'Désactivez la validation en deux étapes.',
    'Supprimez la double authentification.',
    'Renoncez à la vérification en 2 étapes.',
    'Désactivez les paramètres de sécurité par défaut.',
  ],
  'less-secure-apps': [
    'Allow less secure apps.',
    'Turn on access for less-secure apps in the account.',
    'Enable “Less secure app access”.',
    'Tick basic authentication again.',
    'Autorisez les applications moins sécurisées.',
    'Activez l’accès moins sécurisé.',
  ],
}

for (const [kind, texts] of Object.entries(BAD))
  test(`${kind}: every wording`, () => {
    const missed = texts.filter((text) => weakening(text) === null)
    assert.deepEqual(missed, [])
    for (const text of texts) assert.equal(weakening(`Open the settings. ${text} Then wait.`), weakening(text), text)
  })

test('a warning is no advice', () => {
  const fine = [
    'Do not turn off SSL.',
    'Never disable certificate verification, not even to try.',
    'You need not turn your antivirus off.',
    'Mend the clock instead of accepting the certificate for good.',
    'It works without turning off two-factor authentication.',
    'Nobody should allow less secure apps.',
    'Ne désactivez pas le chiffrement.',
    'N’acceptez jamais tous les certificats.',
    'Évitez de désactiver l’antivirus.',
    'Inutile de couper le pare-feu.',
    'Sans désactiver la validation en deux étapes, créez un mot de passe.',
    'Plutôt que d’ajouter une exception de sécurité, corrigez la date.',
  ]
  assert.deepEqual(
    fine.filter((text) => weakening(text) !== null),
    [],
  )
})

test('a description is no advice', () => {
  const fine = [
    'The program refuses to send the password without encryption.',
    'The port answered in clear where TLS was expected.',
    'Access turns itself off after a long pause, and when two-factor authentication is turned on.',
    'Less secure app access ended in May 2022.',
    'Two-factor authentication is off for this account.',
    'Choose SSL/TLS, port 993.',
    'Turn on encryption: SSL/TLS.',
    'Switch STARTTLS to SSL/TLS on port 465.',
    'Supprimez le compte, puis ajoutez-le de nouveau.',
    'Fermez la fenêtre, puis ouvrez-la de nouveau.',
    'Choisissez SSL/TLS ; aucune autre case n’est à cocher.',
    'Le pare-feu de l’hébergeur bloque cette adresse.',
    'Activez TLS pour ce port.',
    'Turning the second factor off kills all app passwords.',
    'Désactiver le second facteur supprime tous les mots de passe d’application.',
    'Tick “Accept cookies from sites”, with “Always” for third-party cookies.',
  ]
  assert.deepEqual(
    fine.filter((text) => weakening(text) !== null),
    [],
  )
})

test('an antivirus may be off for a minute when the step says that it goes on again', () => {
  assert.equal(weakening('Turn off the antivirus for one minute, try, and turn it on again.'), null)
  assert.equal(weakening('Désactivez l’antivirus le temps d’un essai, puis réactivez-le.'), null)
  assert.equal(weakening('Turn off two-step verification for one minute.'), 'protection-off')
})

test('any text at all: an answer in little time, never an exception', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => [null, 'string'].includes(weakening(text) && 'string')))
  const spent = cpuClock()
  for (const seed of ['turn off ', 'choisissez ', 'accept ', 'ssl ', 'a', ' ', 'désactivez l’', 'set connection security '])
    weakening(seed.repeat(5_000))
  assert.ok(spent() < 3_000)
})
