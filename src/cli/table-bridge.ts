// The part of the command table for the bridge itself and its devices.

import { DATA } from './data-option.ts'
import { RUNNING } from './running-options.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from './spec.ts'

const NAME: ArgumentSpec = {
  name: 'NAME',
  required: true,
  about: { en: 'of the device: printer, nas, phone-of-marie', fr: 'de l’appareil : imprimante, nas, telephone-de-marie' },
}
const door = (name: string, port: number): OptionSpec => ({
  name,
  value: '[WAY:][ADDRESS:]PORT',
  repeat: true,
  about: {
    en: `where to listen; WAY is starttls (by default), tls or plain (127.0.0.1:${port} when nothing is named)`,
    fr: `où écouter ; WAY est starttls (par défaut), tls ou plain (127.0.0.1:${port} si rien n’est nommé)`,
  },
})
const OLD_TLS: OptionSpec = {
  name: 'old-tls',
  about: {
    en: 'allow TLS that is out of date, for devices that know nothing else',
    fr: 'admettre un TLS dépassé, pour les appareils qui ne connaissent rien d’autre',
  },
}
export const DOORS: readonly OptionSpec[] = [door('imap', 1143), door('pop3', 1110), door('smtp', 1587), OLD_TLS]

export const BRIDGE: readonly CommandSpec[] = [
  {
    name: 'bridge',
    about: {
      en: 'let an app, a printer or a script that cannot do OAuth in by a password of its own',
      fr: 'laisser entrer une application, une imprimante ou un script sans OAuth par un mot de passe à lui',
    },
    details: {
      en: 'Listens on this computer for IMAP, POP3 and SMTP. A device signs in with the password that “sesame bridge add” made for it; the provider sees the owner’s OAuth sign-in (or app password) over verified TLS. Runs until it is stopped; “sesame bridge install” makes it a service.',
      fr: 'Écoute sur cet ordinateur en IMAP, POP3 et SMTP. Un appareil se connecte avec le mot de passe que « sesame bridge add » a fait pour lui ; le fournisseur voit la connexion OAuth (ou le mot de passe d’application) du propriétaire, sous TLS vérifié. Tourne jusqu’à ce qu’on l’arrête ; « sesame bridge install » en fait un service.',
    },
    args: [],
    options: [...DOORS, ...RUNNING, DATA],
    network: true,
    examples: [
      { line: 'sesame bridge', about: { en: 'on this computer', fr: 'sur cet ordinateur' } },
      {
        line: 'sesame bridge --smtp 192.168.1.5:587',
        about: { en: 'for the printers of the house, over TLS', fr: 'pour les imprimantes de la maison, sous TLS' },
      },
    ],
    load: () => import('./commands/bridge.ts'),
  },
  {
    name: 'bridge add',
    about: { en: 'make a password for one device', fr: 'faire un mot de passe pour un appareil' },
    details: {
      en: 'The mailbox must be signed in first (sesame login ADDRESS), or its password kept (sesame vault add password/ADDRESS). The device’s password is shown once; it opens this bridge and nothing else.',
      fr: 'La boîte doit d’abord être connectée (sesame login ADRESSE), ou son mot de passe gardé (sesame vault add password/ADRESSE). Le mot de passe de l’appareil est montré une seule fois ; il n’ouvre que cette passerelle.',
    },
    args: [NAME],
    options: [
      { name: 'for', value: 'ADDRESS', about: { en: 'the mailbox that it uses', fr: 'la boîte qu’il utilise' } },
      {
        name: 'as',
        value: 'ADDRESS',
        about: { en: 'who signs in, when the mailbox is shared', fr: 'qui se connecte, quand la boîte est partagée' },
      },
      {
        name: 'sign-in',
        value: 'NAME',
        about: {
          en: 'with this kept sign-in, as sesame login --list names it: an app’s, for many mailboxes',
          fr: 'avec cette connexion gardée, comme sesame login --list la nomme : celle d’une application, pour plusieurs boîtes',
        },
      },
      { name: 'protocols', value: 'LIST', about: { en: 'only these: imap,pop3,smtp', fr: 'seulement ceux-là : imap,pop3,smtp' } },
      {
        name: 'senders',
        value: 'LIST',
        repeat: true,
        about: {
          en: 'addresses it may send as (the mailbox’s own by default)',
          fr: 'adresses au nom desquelles il peut envoyer (par défaut celle de la boîte)',
        },
      },
      {
        name: 'networks',
        value: 'LIST',
        repeat: true,
        about: {
          en: 'where it may come from: 192.168.1.0/24 (this computer by default)',
          fr: 'd’où il peut venir : 192.168.1.0/24 (par défaut cet ordinateur)',
        },
      },
      { name: 'per-minute', value: 'N', about: { en: 'messages a minute, at most', fr: 'messages par minute, au plus' } },
      { name: 'expires', value: 'DATE', about: { en: 'refused after this day', fr: 'refusé après ce jour' } },
      { name: 'title', value: 'TEXT', about: { en: 'what people call it', fr: 'comment on l’appelle' } },
      {
        name: 'mend',
        about: { en: 'mend what printers get wrong in a message', fr: 'corriger ce que les imprimantes font de travers dans un message' },
      },
      {
        name: 'digest',
        about: {
          en: 'let it answer a challenge (CRAM-MD5), for a device that can do nothing else: its password is then kept in the vault',
          fr: 'lui permettre de répondre à un défi (CRAM-MD5), pour un appareil qui ne sait rien d’autre : son mot de passe est alors gardé dans le coffre',
        },
      },
      {
        name: 'queue',
        about: { en: 'keep its mail on disk until it is delivered', fr: 'garder ses messages sur le disque jusqu’à leur livraison' },
      },
      {
        name: 'graph',
        about: { en: 'send by Microsoft Graph, where SMTP AUTH is off', fr: 'envoyer par Microsoft Graph, là où SMTP AUTH est désactivé' },
      },
      OLD_TLS,
      DATA,
    ],
    network: true,
    examples: [
      {
        line: 'sesame bridge add printer --for scan@contoso.example --protocols smtp --senders scan@contoso.example',
        about: { en: 'a printer that sends its scans', fr: 'une imprimante qui envoie ses numérisations' },
      },
    ],
    load: () => import('./commands/bridge-add.ts'),
  },
  {
    name: 'bridge list',
    about: { en: 'list the devices, and when each was last there', fr: 'lister les appareils, et quand chacun est venu' },
    args: [],
    options: [DATA],
    network: false,
    examples: [{ line: 'sesame bridge list', about: { en: 'all of them', fr: 'tous' } }],
    load: () => import('./commands/bridge-list.ts'),
  },
  {
    name: 'bridge revoke',
    about: { en: 'shut a device out', fr: 'fermer la porte à un appareil' },
    args: [NAME],
    options: [{ name: 'forget', about: { en: 'take it off the list too', fr: 'l’ôter aussi de la liste' } }, DATA],
    network: false,
    examples: [{ line: 'sesame bridge revoke printer', about: { en: 'from its next sign-in on', fr: 'dès sa prochaine connexion' } }],
    load: () => import('./commands/bridge-revoke.ts'),
  },
  {
    name: 'bridge renew',
    about: { en: 'give a device another password', fr: 'donner un autre mot de passe à un appareil' },
    args: [NAME],
    options: [DATA],
    network: true,
    examples: [{ line: 'sesame bridge renew printer', about: { en: 'the old one is dead', fr: 'l’ancien ne vaut plus rien' } }],
    load: () => import('./commands/bridge-renew.ts'),
  },
]
