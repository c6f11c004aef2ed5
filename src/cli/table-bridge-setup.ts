// The part of the command table for what stands on the other side of the bridge: the device's settings, and what it has to trust.

import { TRUST_SYSTEMS } from '../text/bridge-trust-en.ts'
import { DATA } from './data-option.ts'
import type { CommandSpec } from './spec.ts'
import { DOORS } from './table-bridge.ts'

export const BRIDGE_SETUP: readonly CommandSpec[] = [
  {
    name: 'bridge setup',
    about: {
      en: 'write what a device or a program is set up with: a card, a profile, a file of its own',
      fr: 'écrire ce qui configure un appareil ou un programme : une carte, un profil, un fichier à lui',
    },
    details: {
      en: 'The device’s password was shown once and is kept nowhere, so it is not in the file; --renew makes a new one and puts it there. A device on this computer connects without TLS unless --secure is given; one from the network always with TLS.',
      fr: 'Le mot de passe de l’appareil a été montré une seule fois et n’est gardé nulle part : il n’est donc pas dans le fichier ; --renew en fait un nouveau et l’y met. Un appareil de cet ordinateur se connecte sans TLS sauf avec --secure ; celui qui vient du réseau, toujours avec TLS.',
    },
    args: [{ name: 'NAME', required: true, about: { en: 'of the device', fr: 'de l’appareil' } }],
    options: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['card', 'mobileconfig', 'autoconfig', 'thunderbird', 'msmtp', 'mbsync', 'fetchmail', 'neomutt', 'env'],
        about: { en: 'for which program (card by default)', fr: 'pour quel programme (card par défaut)' },
      },
      {
        name: 'out',
        value: 'FILE',
        about: { en: 'write it there, for you alone to read', fr: 'l’écrire là, lisible par vous seul' },
      },
      {
        name: 'renew',
        about: { en: 'with a new password; the old one is dead', fr: 'avec un nouveau mot de passe ; l’ancien ne vaut plus rien' },
      },
      { name: 'qr', about: { en: 'also as a code for a telephone’s camera', fr: 'aussi en code pour l’appareil photo d’un téléphone' } },
      { name: 'secure', about: { en: 'TLS on this computer too', fr: 'TLS sur cet ordinateur aussi' } },
      {
        name: 'host',
        value: 'NAME',
        about: {
          en: 'how the device reaches this computer, when it goes by another name',
          fr: 'comment l’appareil joint cet ordinateur, s’il passe par un autre nom',
        },
      },
      {
        name: 'sign',
        value: 'FILE',
        about: {
          en: 'sign the profile with this certificate and key (PEM)',
          fr: 'signer le profil avec ce certificat et sa clé (PEM)',
        },
      },
      ...DOORS,
      DATA,
    ],
    network: false,
    examples: [
      { line: 'sesame bridge setup printer', about: { en: 'what to type on its panel', fr: 'ce qu’il faut taper sur son panneau' } },
      {
        line: 'sesame bridge setup iphone --format mobileconfig --renew --out iphone.mobileconfig',
        about: { en: 'a profile that sets the telephone up whole', fr: 'un profil qui configure tout le téléphone' },
      },
    ],
    load: () => import('./commands/bridge-setup.ts'),
  },
  {
    name: 'bridge trust',
    about: {
      en: 'show and write the bridge’s own authority, and say how a device is made to trust it',
      fr: 'montrer et écrire l’autorité de la passerelle, et dire comment un appareil lui fait confiance',
    },
    details: {
      en: 'Needed for devices that connect over TLS; never for a program on this computer that connects without.',
      fr: 'Nécessaire aux appareils qui se connectent sous TLS ; jamais à un programme de cet ordinateur qui se connecte sans.',
    },
    args: [],
    options: [
      {
        name: 'system',
        value: 'SYSTEM',
        choices: TRUST_SYSTEMS,
        about: { en: 'the steps for this one only', fr: 'les étapes pour celui-là seulement' },
      },
      {
        name: 'export',
        value: 'FILE',
        about: {
          en: 'write it there: PEM, or DER when the name ends in .cer or .der',
          fr: 'l’écrire là : PEM, ou DER si le nom finit par .cer ou .der',
        },
      },
      {
        name: 'renew',
        about: {
          en: 'make another one; every device has to trust it anew',
          fr: 'en créer une autre ; chaque appareil doit lui faire confiance à nouveau',
        },
      },
      { name: 'yes', about: { en: 'do not ask', fr: 'ne pas demander' } },
      ...DOORS,
      DATA,
    ],
    network: false,
    examples: [
      {
        line: 'sesame bridge trust --export sesame-bridge.crt --system windows',
        about: { en: 'for Outlook on another computer', fr: 'pour Outlook sur un autre ordinateur' },
      },
    ],
    load: () => import('./commands/bridge-trust.ts'),
  },
]
