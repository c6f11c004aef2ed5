// The uses of Sésame: what the command line, the page and programs call. Each loads its rooms when first called, so that start-up pays for one use.

import { readFileSync } from 'node:fs'

export type { Opening, Period } from './knowledge/openings.ts'
export type { Verification, VerifyProgress } from './probe/index.ts'
export type { AppPasswordList } from './uses/app-passwords.ts'
export type { AppList, AppsRequest, AppView } from './uses/apps.ts'
export type { Judged } from './uses/diagnose.ts'
export type { DoctorEvent, DoctorRequest, DoctorResult } from './uses/doctor.ts'
export type { GeneratedSecrets } from './uses/generate.ts'
export type { Catalogue, GuideRequest } from './uses/guide.ts'
export type { ExportedHistory, History, PastCase } from './uses/history.ts'
export type { IdentifyRequest } from './uses/identify.ts'
export type { ListedMessage } from './uses/messages.ts'
export type { NetworkRequest, OpenNetwork } from './uses/network.ts'
export type { DatedChange, PoliciesRequest, PolicyList } from './uses/policies.ts'
export type { ProbeUseRequest } from './uses/probe.ts'
export type { ProviderList, ProvidersRequest, ProviderView, TableView } from './uses/providers.ts'
export type { RecordsRequest } from './uses/records.ts'
export type { SheetAdvice } from './uses/sheet-advice.ts'
export type { PartKind } from './uses/sheet-parts.ts'
export type { SheetList, SheetView as OpenSheet } from './uses/sheets.ts'
export type { VaultPlace } from './uses/vault.ts'
export type { ExportFormat, ExportReport, ImportFormat, ImportLine, ImportReport } from './uses/vault-transfer.ts'
export type { VerifyUseRequest } from './uses/verify.ts'
export type { MakeRequest } from './vault/make.ts'
export type { VaultStatus } from './vault/status.ts'
export type { AskPassphrase, NewEntry, SecretSort, Vault, VaultEntry } from './vault/vault.ts'

/** Finds the true cause of a failure and the steps that mend it. */
export const doctor: typeof import('./uses/doctor.ts').doctor = async (...args) => (await import('./uses/doctor.ts')).doctor(...args)
/** Looks at servers named by the person. */
export const probe: typeof import('./uses/probe.ts').probe = async (...args) => (await import('./uses/probe.ts')).probe(...args)
/** Proves a repair by a message to oneself. */
export const verify: typeof import('./uses/verify.ts').verify = async (...args) => (await import('./uses/verify.ts')).verify(...args)
/** Judges saved cases, in order. */
export async function* diagnoseLines(...args: Parameters<typeof import('./uses/diagnose.ts').diagnoseLines>) {
  yield* (await import('./uses/diagnose.ts')).diagnoseLines(...args)
}
/** Who holds each mailbox, in order. */
export async function* identifyAll(...args: Parameters<typeof import('./uses/identify.ts').identifyAll>) {
  yield* (await import('./uses/identify.ts')).identifyAll(...args)
}
export const identifyOne: typeof import('./uses/identify.ts').identifyOne = async (...args) =>
  (await import('./uses/identify.ts')).identifyOne(...args)
export const addressOf = async (text: string) => (await import('./uses/identify.ts')).addressOf(text)
export const providerName = async (id: string | null) => (await import('./uses/identify.ts')).providerName(id)
export const openNetwork: typeof import('./uses/network.ts').openNetwork = async (...args) =>
  (await import('./uses/network.ts')).openNetwork(...args)
/** The steps for a cause asked by name. */
export const guide = async (...args: Parameters<typeof import('./uses/guide.ts').guide>) => (await import('./uses/guide.ts')).guide(...args)
export const catalogue = async (...args: Parameters<typeof import('./uses/guide.ts').catalogue>) =>
  (await import('./uses/guide.ts')).catalogue(...args)
/** The same run judged again after an answer, or in the other language. */
export const judgeAgain = async (...args: Parameters<typeof import('./uses/judge-again.ts').judgeAgain>) =>
  (await import('./uses/judge-again.ts')).judgeAgain(...args)
/** Past cases of this machine, redacted. */
export const openHistory: typeof import('./uses/history.ts').openHistory = async (...args) =>
  (await import('./uses/history.ts')).openHistory(...args)
/** A value for other eyes: the address masked, passwords that were told struck out. */
export const forOtherEyes = async <T>(value: T, address: Parameters<typeof import('./uses/redact.ts').redact>[1]): Promise<T> => {
  const [{ redact }, { strikeTold }] = await Promise.all([import('./uses/redact.ts'), import('./uses/told-secrets.ts')])
  return strikeTold(redact(value, address))
}
/** What an app is known to show when it fails. */
export const listMessages = async (...args: Parameters<typeof import('./uses/messages.ts').listMessages>) =>
  (await import('./uses/messages.ts')).listMessages(...args)
/** What is known of providers and apps, and the dated changes: what `sesame providers`, `apps` and `policies` show. */
export const listProviders = async (...args: Parameters<typeof import('./uses/providers.ts').listProviders>) =>
  (await import('./uses/providers.ts')).listProviders(...args)
export const showProvider = async (...args: Parameters<typeof import('./uses/providers.ts').showProvider>) =>
  (await import('./uses/providers.ts')).showProvider(...args)
export const providerWords = async (...args: Parameters<typeof import('./uses/providers.ts').providerWords>) =>
  (await import('./uses/providers.ts')).providerWords(...args)
export const listApps = async (...args: Parameters<typeof import('./uses/apps.ts').listApps>) =>
  (await import('./uses/apps.ts')).listApps(...args)
export const showApp = async (...args: Parameters<typeof import('./uses/apps.ts').showApp>) =>
  (await import('./uses/apps.ts')).showApp(...args)
export const appWords = async (...args: Parameters<typeof import('./uses/apps.ts').appWords>) =>
  (await import('./uses/apps.ts')).appWords(...args)
export const listPolicies = async (...args: Parameters<typeof import('./uses/policies.ts').listPolicies>) =>
  (await import('./uses/policies.ts')).listPolicies(...args)
/** The letters that can be sent, and one of them ready to be sent. */
export const listLetters = async (...args: Parameters<typeof import('./uses/letters.ts').listLetters>) =>
  (await import('./uses/letters.ts')).listLetters(...args)
export const letter = async (...args: Parameters<typeof import('./uses/letters.ts').letter>) =>
  (await import('./uses/letters.ts')).letter(...args)
/** A cause's title and its sentence, for people. */
export const causeWords = async (...args: Parameters<typeof import('./uses/cause-words.ts').causeWords>) =>
  (await import('./uses/cause-words.ts')).causeWords(...args)
/** Writes a value for its owner only, whole or not at all. */
export const savePrivately: typeof import('./uses/save.ts').savePrivately = async (...args) =>
  (await import('./uses/save.ts')).savePrivately(...args)
/** The vault of this machine: made, opened, unlocked for a while, locked, restored. */
export const openVault = async (...args: Parameters<typeof import('./uses/vault.ts').openVault>) =>
  (await import('./uses/vault.ts')).openVault(...args)
export const makeVault = async (...args: Parameters<typeof import('./uses/vault.ts').makeVault>) =>
  (await import('./uses/vault.ts')).makeVault(...args)
export const changeVaultPassphrase = async (...args: Parameters<typeof import('./uses/vault.ts').changeVaultPassphrase>) =>
  (await import('./uses/vault.ts')).changeVaultPassphrase(...args)
export const unlockVault = async (...args: Parameters<typeof import('./uses/vault.ts').unlockVault>) =>
  (await import('./uses/vault.ts')).unlockVault(...args)
export const lockVault = async (...args: Parameters<typeof import('./uses/vault.ts').lockVault>) =>
  (await import('./uses/vault.ts')).lockVault(...args)
export const restoreVault = async (...args: Parameters<typeof import('./uses/vault.ts').restoreVault>) =>
  (await import('./uses/vault.ts')).restoreVault(...args)
export const vaultStatus = async (...args: Parameters<typeof import('./uses/vault.ts').vaultStatus>) =>
  (await import('./uses/vault.ts')).vaultStatus(...args)
export const noVaultYet = async (...args: Parameters<typeof import('./uses/vault.ts').noVaultYet>) =>
  (await import('./uses/vault.ts')).noVaultYet(...args)
export const vaultPassphraseFile = async (...args: Parameters<typeof import('./uses/vault.ts').vaultPassphraseFile>) =>
  (await import('./uses/vault.ts')).vaultPassphraseFile(...args)
export const suggestedPassphrase = async (...args: Parameters<typeof import('./uses/vault.ts').suggestedPassphrase>) =>
  (await import('./uses/vault.ts')).suggestedPassphrase(...args)
export const keyringTrouble = async () => (await import('./uses/vault.ts')).keyringTrouble()
/** Account sheets of this machine: listed, shown, made, changed, their parts, and the register of app passwords. */
export const newSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').newSheet>) =>
  (await import('./uses/sheets.ts')).newSheet(...args)
export const showSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').showSheet>) =>
  (await import('./uses/sheets.ts')).showSheet(...args)
export const listSheets = async (...args: Parameters<typeof import('./uses/sheets.ts').listSheets>) =>
  (await import('./uses/sheets.ts')).listSheets(...args)
export const editSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').editSheet>) =>
  (await import('./uses/sheets.ts')).editSheet(...args)
export const dropSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').dropSheet>) =>
  (await import('./uses/sheets.ts')).dropSheet(...args)
export const sheetFor = async (...args: Parameters<typeof import('./uses/sheets.ts').sheetFor>) =>
  (await import('./uses/sheets.ts')).sheetFor(...args)
export const putPart = async (...args: Parameters<typeof import('./uses/sheet-parts.ts').putPart>) =>
  (await import('./uses/sheet-parts.ts')).putPart(...args)
export const dropPart = async (...args: Parameters<typeof import('./uses/sheet-parts.ts').dropPart>) =>
  (await import('./uses/sheet-parts.ts')).dropPart(...args)
export const addAppPassword = async (...args: Parameters<typeof import('./uses/app-passwords.ts').addAppPassword>) =>
  (await import('./uses/app-passwords.ts')).addAppPassword(...args)
export const revokeAppPassword = async (...args: Parameters<typeof import('./uses/app-passwords.ts').revokeAppPassword>) =>
  (await import('./uses/app-passwords.ts')).revokeAppPassword(...args)
export const listAppPasswords = async (...args: Parameters<typeof import('./uses/app-passwords.ts').listAppPasswords>) =>
  (await import('./uses/app-passwords.ts')).listAppPasswords(...args)
/** A small internet on this computer. */
export const startLab: typeof import('./lab/lab.ts').startLab = async (...args) => (await import('./lab/lab.ts')).startLab(...args)

export function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
/** Secrets from another program's file into the vault, and out of it into one that another program opens. */
export const importIntoVault = async (...args: Parameters<typeof import('./uses/vault-transfer.ts').importIntoVault>) =>
  (await import('./uses/vault-transfer.ts')).importIntoVault(...args)
export const exportFromVault = async (...args: Parameters<typeof import('./uses/vault-transfer.ts').exportFromVault>) =>
  (await import('./uses/vault-transfer.ts')).exportFromVault(...args)
/** Strong passwords and pass phrases. */
export const generateSecrets = async (...args: Parameters<typeof import('./uses/generate.ts').generateSecrets>) =>
  (await import('./uses/generate.ts')).generateSecrets(...args)
export const saveGenerated = async (...args: Parameters<typeof import('./uses/generate.ts').saveGenerated>) =>
  (await import('./uses/generate.ts')).saveGenerated(...args)
