// Cases of the lab to try, one a situation that people know; each runs without touching the world.

import type { Lang } from '../../model/lang.ts'
import type { AskData } from '../page-data.ts'
import type { Asked } from './ask-form.ts'

interface Example extends Pick<Asked, 'address' | 'protocol'> {
  readonly app: string
  readonly message: string
  readonly shows: Readonly<Record<Lang, string>>
}

const EXAMPLES: readonly Example[] = [
  {
    address: 'marie@icloud.com',
    app: 'outlook-windows',
    message: 'nom d’utilisateur ou mot de passe incorrect',
    shows: { en: 'iCloud in Outlook: a right password is refused', fr: 'iCloud dans Outlook : un mot de passe juste est refusé' },
  },
  {
    address: 'paul@hotmail.com',
    app: 'apple-mail-ios',
    message: 'Le serveur imap-mail.outlook.com ne répond pas',
    shows: { en: 'Hotmail on an iPhone: “the server does not respond”', fr: 'Hotmail sur un iPhone : « le serveur ne répond pas »' },
  },
  {
    address: 'marie@hotmail.com',
    app: 'gmail-web-fetch',
    message: 'Login to your account via a web browser to verify your account',
    protocol: 'pop3',
    shows: { en: 'Hotmail fetched by Gmail: it stopped', fr: 'Hotmail relevé par Gmail : plus rien n’arrive' },
  },
  {
    address: 'marie@expired.fault.example',
    app: 'thunderbird',
    message: '',
    shows: { en: 'A server whose certificate has expired', fr: 'Un serveur dont le certificat a expiré' },
  },
]

export function examplesOf(lang: Lang): AskData['examples'] {
  return EXAMPLES.map(({ address, shows }) => ({ address, shows: shows[lang] }))
}

/** One click names the address only: the rest of its story is added. */
export function asExample(asked: Asked): Asked {
  const example = asked.lab && asked.app === undefined && asked.messages.length === 0 ? find(asked.address) : undefined
  if (example === undefined) return asked
  const { app, message, protocol } = example
  return { ...asked, app, messages: message === '' ? [] : [message], ...(protocol && { protocol }) }
}

function find(address: string): Example | undefined {
  return EXAMPLES.find((example) => example.address === address)
}
