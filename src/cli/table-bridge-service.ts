// The part of the command table for the bridge as a service: how it stands, who came, and making a service of it.

import { DATA } from './data-option.ts'
import { RUNNING } from './running-options.ts'
import { FORCE, PRINTED, WHOSE } from './service-options.ts'
import type { CommandSpec } from './spec.ts'
import { DOORS } from './table-bridge.ts'

export const BRIDGE_SERVICE: readonly CommandSpec[] = [
  {
    name: 'bridge status',
    about: {
      en: 'say whether it runs, how each mailbox and device stands, and what opens a shut one again',
      fr: 'dire si elle tourne, où en sont chaque boîte et chaque appareil, et ce qui rouvre une boîte fermée',
    },
    details: {
      en: 'Asks for no passphrase: the running bridge leaves what it sees in the database. A mailbox that is shut gets the doctor’s diagnosis. Exit code 0: all works; 1: a mailbox is shut; 3: the bridge does not run.',
      fr: 'Ne demande aucune phrase secrète : la passerelle qui tourne laisse dans la base ce qu’elle voit. Une boîte fermée reçoit le diagnostic du médecin. Code de sortie 0 : tout marche ; 1 : une boîte est fermée ; 3 : la passerelle ne tourne pas.',
    },
    args: [],
    options: [
      {
        name: 'watch',
        about: {
          en: 'show it again every two seconds, until Ctrl-C',
          fr: 'le montrer de nouveau toutes les deux secondes, jusqu’à Ctrl-C',
        },
      },
      DATA,
    ],
    network: false,
    examples: [{ line: 'sesame bridge status', about: { en: 'how it stands', fr: 'où elle en est' } }],
    load: () => import('./commands/bridge-status.ts'),
  },
  {
    name: 'bridge audit',
    about: { en: 'list who came from where, the last ninety days', fr: 'lister qui est venu d’où, ces quatre-vingt-dix derniers jours' },
    args: [
      {
        name: 'DEVICE',
        required: false,
        about: { en: 'only this device; without one, everybody', fr: 'seulement cet appareil ; sans lui, tout le monde' },
      },
    ],
    options: [
      { name: 'most', value: 'N', about: { en: 'so many lines at most (100 by default)', fr: 'au plus tant de lignes (100 par défaut)' } },
      DATA,
    ],
    network: false,
    examples: [{ line: 'sesame bridge audit printer', about: { en: 'of one device', fr: 'd’un appareil' } }],
    load: () => import('./commands/bridge-audit.ts'),
  },
  {
    name: 'bridge install',
    about: { en: 'make a service of it: systemd, launchd or Windows', fr: 'en faire un service : systemd, launchd ou Windows' },
    details: {
      en: 'Writes one file, hardened where the system can, starts nothing, and says what to type next. Doors and other settings may stand in the options or in bridge.json of the data folder.',
      fr: 'Écrit un seul fichier, aussi fermé que le système le permet, ne lance rien, et dit quoi taper ensuite. Les portes et les autres réglages peuvent être dans les options ou dans bridge.json du dossier de données.',
    },
    args: [],
    options: [...WHOSE, ...PRINTED, ...DOORS, ...RUNNING, FORCE, DATA],
    network: false,
    examples: [
      {
        line: 'sesame bridge install',
        about: { en: 'yours, as long as you are signed in', fr: 'le vôtre, tant que votre session est ouverte' },
      },
      {
        line: 'sesame bridge install --system --smtp 192.168.1.5:587 --print',
        about: { en: 'look at the unit of a machine for printers', fr: 'regarder l’unité d’une machine pour les imprimantes' },
      },
    ],
    load: () => import('./commands/bridge-install.ts'),
  },
  {
    name: 'bridge uninstall',
    about: { en: 'take the service’s file away again', fr: 'enlever le fichier du service' },
    args: [],
    options: [...WHOSE, FORCE, DATA],
    network: false,
    examples: [{ line: 'sesame bridge uninstall', about: { en: 'vault and devices stay', fr: 'le coffre et les appareils restent' } }],
    load: () => import('./commands/bridge-uninstall.ts'),
  },
]
