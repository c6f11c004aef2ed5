// `sesame vault init`: a vault for this machine, opened by its keyring, by a passphrase or by both; or a KeePass file as the vault.

import { access } from 'node:fs/promises'
import { EXIT, SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { keyringTrouble, makeVault, noVaultYet, vaultPassphraseFile } from '../../sesame.ts'
import { newPassphrase } from '../new-passphrase.ts'
import { personAt } from '../person.ts'
import { readSecret } from '../secret-input.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { options, out, err, text, json } = invocation
  const place = vaultPlaceOf(invocation)
  // Nobody thinks of a passphrase in vain.
  await noVaultYet(place)
  const kdbx = stringOption(options, 'kdbx')
  const trouble = options.passphrase === true || (kdbx !== undefined && options.keyring !== true) ? null : await keyringTrouble()
  if (trouble !== null && options.keyring === true) throw trouble
  const keyring = options.keyring === true || (options.passphrase !== true && kdbx === undefined && trouble === null)
  if (trouble !== null) err.line(text.vault.init.noKeyring)
  const passphrase = (await vaultPassphraseFile(process.env)) ?? (await passphraseFor(invocation, kdbx, keyring))
  const file = await makeVault(place, { keyring, ...(passphrase && { passphrase }), ...(kdbx !== undefined && { kdbx }) })
  if (json)
    out.write(`${JSON.stringify({ file, format: kdbx === undefined ? 'sesame' : 'kdbx', keyring, passphrase: passphrase !== null })}\n`)
  else {
    const said = text.vault.init
    out.line(kdbx !== undefined ? said.kdbx(file) : !keyring ? said.passphrase(file) : passphrase ? said.both(file) : said.keyring(file))
    out.line(said.next)
  }
  return EXIT.works
}

async function passphraseFor(invocation: Invocation, kdbx: string | undefined, keyring: boolean): Promise<Secret | null> {
  const isThere =
    kdbx !== undefined &&
    (await access(kdbx).then(
      () => true,
      () => false,
    ))
  if (!isThere) return newPassphrase(invocation, keyring && kdbx === undefined && invocation.options.passphrase !== true)
  // The file has its passphrase already, however short.
  const given = await readSecret(invocation)
  if (given !== undefined) return given
  const typed = await personAt(invocation)?.hidden(invocation.text.vault.askKdbx)
  if (!typed) throw new SesameError('no-secret')
  return new Secret(typed)
}
