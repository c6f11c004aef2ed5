// The five situations of the house as a person tells them to the desk, in both languages, with what must come of it. The accounts are those of the lab.

import type { Lang } from '../../src/model/lang.ts'
import type { Protocol } from '../../src/model/protocol.ts'

type InBoth<T> = Readonly<Record<Lang, T>>
type Kind = 'password' | 'app-password' | 'oauth'

export interface ToldStory {
  readonly id: string
  readonly address: string
  /** What is typed into the searched list of apps, and the name that it must find. */
  readonly app: { readonly typed: InBoth<string>; readonly found: InBoth<string> }
  readonly message?: InBoth<string>
  readonly changed?: InBoth<string>
  readonly tell?: InBoth<string>
  readonly protocol?: Protocol
  readonly secret?: { readonly password: string; readonly kind?: Kind }
  /** Asked after the look; the value of the answer that is clicked. */
  readonly question?: string
  readonly cause: string
  readonly verdict: InBoth<RegExp>
  readonly steps: InBoth<RegExp>
  /** Advice that cannot work. */
  readonly never?: RegExp
  /** What opens the mailbox once it is mended. */
  readonly repaired: { readonly password: string; readonly kind: Kind }
}

const both = <T>(same: T): InBoth<T> => ({ en: same, fr: same })
const APP_PASSWORD_AT_MICROSOFT = /Microsoft app password|mot de passe d’application (Microsoft|Outlook)/i

export const STORIES: readonly ToldStory[] = [
  {
    id: 'S0, iCloud in classic Outlook',
    address: 'marie@icloud.com',
    app: {
      typed: { en: 'outlok classic', fr: 'outlok classique' },
      found: { en: 'Outlook (classic) for Windows', fr: 'Outlook (classique) pour Windows' },
    },
    message: { en: 'The user name or password is incorrect', fr: 'nom d’utilisateur ou mot de passe incorrect' },
    secret: { password: 'lab-password-1' },
    cause: 'auth.app_password_required',
    verdict: { en: /takes only a password made for the app/, fr: /il faut un mot de passe créé exprès pour l’application/ },
    steps: { en: /account\.apple\.com[\s\S]*Outlook/, fr: /account\.apple\.com[\s\S]*Outlook/ },
    never: /désactive[rz] la (vérification|validation)|turn off two-factor/i,
    repaired: { password: 'labw-ords-only-here', kind: 'app-password' },
  },
  {
    id: 'S1, Outlook.com in an app that opens no Microsoft window',
    address: 'marie@outlook.com',
    app: { typed: both('outlook 2013'), found: { en: 'Outlook 2003 to 2013', fr: 'Outlook 2003 à 2013' } },
    tell: { en: 'the Microsoft sign-in window does not appear', fr: 'la fenêtre de connexion Microsoft n’apparaît pas' },
    question: 'password',
    cause: 'auth.client_too_old',
    verdict: { en: /^Your old Outlook cannot open the sign-in window/, fr: /^Votre ancien Outlook ne sait pas/ },
    steps: { en: /Outlook/, fr: /Outlook/ },
    never: APP_PASSWORD_AT_MICROSOFT,
    repaired: { password: 'lab-token-marie', kind: 'oauth' },
  },
  {
    id: 'S2, an iPhone says that the server does not respond',
    address: 'paul@hotmail.com',
    app: { typed: both('iphone'), found: { en: 'Mail on iPhone and iPad', fr: 'Mail sur iPhone et iPad' } },
    message: { en: 'The mail server “imap-mail.outlook.com” is not responding.', fr: 'Le serveur imap-mail.outlook.com ne répond pas' },
    secret: { password: 'lab-password-1' },
    cause: 'auth.basic_disabled',
    verdict: { en: /no password of any kind/, fr: /aucun mot de passe/ },
    steps: both(/Outlook\.com/),
    never: APP_PASSWORD_AT_MICROSOFT,
    repaired: { password: 'lab-token-paul', kind: 'oauth' },
  },
  {
    id: 'S3, the password of a hosted mailbox is lost',
    address: 'marie@cpanel-client.example',
    app: { typed: both('thunderbrid'), found: both('Thunderbird') },
    changed: { en: 'I lost the password', fr: 'j’ai perdu le mot de passe' },
    secret: { password: 'lab-password-0', kind: 'password' },
    cause: 'auth.wrong_password',
    verdict: { en: /is not the one that cPanel knows/, fr: /n’est pas celui que cPanel connaît/ },
    steps: both(/cPanel/),
    repaired: { password: 'lab-password-1', kind: 'password' },
  },
  {
    id: 'S4, Gmail fetches Hotmail by POP',
    address: 'marie@hotmail.com',
    app: {
      typed: both('gmail web'),
      found: { en: 'Gmail on the web, mail from other accounts', fr: 'Gmail sur le web, relève d’autres comptes' },
    },
    message: both('Login to your account via a web browser to verify your account'),
    protocol: 'pop3',
    secret: { password: 'labwordsonlyhere', kind: 'app-password' },
    cause: 'auth.basic_disabled',
    verdict: { en: /no password of any kind/, fr: /aucun mot de passe/ },
    steps: { en: /Gmail/, fr: /Gmail/ },
    never: APP_PASSWORD_AT_MICROSOFT,
    repaired: { password: 'lab-token-marie', kind: 'oauth' },
  },
]
