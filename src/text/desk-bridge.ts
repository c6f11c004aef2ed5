// The words of the bridge on the page, in one language.

import type { Lang } from '../model/lang.ts'
import { type DeskBridgeText, deskBridgeEn } from './desk-bridge-en.ts'
import { deskBridgeFr } from './desk-bridge-fr.ts'

export type { DeskBridgeText } from './desk-bridge-en.ts'

export function bridgeOnDesk(lang: Lang): DeskBridgeText {
  return lang === 'fr' ? deskBridgeFr : deskBridgeEn
}
