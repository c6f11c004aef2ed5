// The uses of Sésame: what the command line, the page and programs call. Each loads its rooms when first called, so that start-up pays for one use.

import { readFileSync } from 'node:fs'

export type { BridgeEvent, Listener } from './bridge/shapes.ts'
export type { Opening, Period } from './knowledge/openings.ts'
export type { SheetAdvice } from './model/sheet-advice.ts'
export type { DevicePrompt } from './oauth/device-flow.ts'
export type { Verification, VerifyProgress } from './probe/index.ts'
export type { ChecklistItem, ItemState, KeptChecklist } from './records/checklist.ts'
export type { ChainCheck, RecordEvent } from './records/event.ts'
export type { KeptSheet, Sheet } from './records/sheet.ts'
export type { Section } from './records/written.ts'
export type { SetupFormat } from './setup/shapes.ts'
export type { ListedChecklist } from './store/checklists.ts'
export type { CollectionState, Failure as CollectFailure, Round as CollectRound } from './transfer/collect/collection.ts'
export type { Control as MoveControl } from './transfer/engine/control.ts'
export type { Count, Phase, TransferEvent } from './transfer/journey.ts'
export type { Finding as TransferFinding, TransferPlan } from './transfer/plan/shapes.ts'
export type { CompareEvent as CompareProgress } from './transfer/proof/compare-boxes.ts'
export type { ProofLine as ComparedMessage } from './transfer/proof/shapes.ts'
export type { FolderLook } from './transfer/tidy/look.ts'
export type { AppPasswordList } from './uses/app-passwords.ts'
export type { AppList, AppsRequest, AppView } from './uses/apps.ts'
export type { BeforePasswordChange } from './uses/before-password-change.ts'
export type { TrustedAuthority } from './uses/bridge/authority.ts'
export type { AddedDevice, BridgeRequest } from './uses/bridge/devices.ts'
export type { QueuedMail, QueueList, WaitingAccount } from './uses/bridge/queue.ts'
export type { DeviceSetup } from './uses/bridge/setup.ts'
export type { BridgeStatus } from './uses/bridge/status.ts'
export type { Judged } from './uses/diagnose.ts'
export type { DoctorEvent, DoctorRequest, DoctorResult } from './uses/doctor.ts'
export type { DueDone, DueItem, DueList } from './uses/due.ts'
export type { GeneratedSecrets } from './uses/generate.ts'
export type { Catalogue, GuideRequest } from './uses/guide.ts'
export type { ExportedHistory, History, PastCase } from './uses/history.ts'
export type { IdentifyRequest } from './uses/identify.ts'
export type { LoginEvent, LoginRequest, LoginResult } from './uses/login.ts'
export type { LostDevice } from './uses/lost-device.ts'
export type { ListedMessage } from './uses/messages.ts'
export type { NetworkRequest, OpenNetwork } from './uses/network.ts'
export type { DatedChange, PoliciesRequest, PolicyList } from './uses/policies.ts'
export type { SignInPreview } from './uses/preview-sign-in.ts'
export type { ProbeUseRequest } from './uses/probe.ts'
export type { ProofLine } from './uses/prove-token.ts'
export type { ProviderList, ProvidersRequest, ProviderView, TableView } from './uses/providers.ts'
export type { RecordsRequest } from './uses/records.ts'
export type { KeptClient, NewClient, RegisterRequest, Registration } from './uses/register-client.ts'
export type { SavedSecret } from './uses/saved-secret.ts'
export type { Installed, Uninstalled } from './uses/service/install.ts'
export type { FilledSheet } from './uses/sheet-fill.ts'
export type { ImportReport as SheetImportReport, RejectedRow } from './uses/sheet-import.ts'
export type { PartKind } from './uses/sheet-parts.ts'
export type { SheetList, SheetView, SheetView as OpenSheet } from './uses/sheets.ts'
export type { KeptSignIn, KeptSignIns, LogoutResult } from './uses/sign-ins.ts'
export type { CheckedProof, CheckProofRequest } from './uses/transfer/check-proof.ts'
export type { AddedCollection, CollectionView, CollectRequest } from './uses/transfer/collect.ts'
export type { CollectEvent } from './uses/transfer/collect-run.ts'
export type { Compared, CompareUseRequest } from './uses/transfer/compare.ts'
export type { ComparisonWords } from './uses/transfer/comparison-words.ts'
export type { DuplicatesTold, DuplicatesUseRequest } from './uses/transfer/duplicates.ts'
export type { GivenKey, MovedResult, MoveEvent, MoveRequest } from './uses/transfer/move.ts'
export type { RefusedMessage } from './uses/transfer/refused.ts'
export type { AskedSecret, RoomRequest } from './uses/transfer/room.ts'
export type { SideShut } from './uses/transfer/shut.ts'
export type { DoubleView, TidiedFolder, TidyReport, TidyRequest, TidyView } from './uses/transfer/tidy.ts'
export type { KnownTransfer } from './uses/transfer/transfers.ts'
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
/** Signs in by OAuth, keeps it in the vault, and proves what it opens. */
export const login: typeof import('./uses/login.ts').login = async (...args) => (await import('./uses/login.ts')).login(...args)
/** What a sign-in would be, before anything is asked of the provider. */
export const previewSignIn: typeof import('./uses/preview-sign-in.ts').previewSignIn = async (...args) =>
  (await import('./uses/preview-sign-in.ts')).previewSignIn(...args)
export const listSignIns: typeof import('./uses/sign-ins.ts').listSignIns = async (...args) =>
  (await import('./uses/sign-ins.ts')).listSignIns(...args)
export const logout: typeof import('./uses/sign-ins.ts').logout = async (...args) => (await import('./uses/sign-ins.ts')).logout(...args)
/** The steps to a client id of one's own, and its check and keeping. */
export const registrationOf: typeof import('./uses/register-client.ts').registrationOf = async (...args) =>
  (await import('./uses/register-client.ts')).registrationOf(...args)
export const registerClient: typeof import('./uses/register-client.ts').registerClient = async (...args) =>
  (await import('./uses/register-client.ts')).registerClient(...args)
/** The token or password that the vault keeps for an address. */
export const savedSecret: typeof import('./uses/saved-secret.ts').savedSecret = async (...args) =>
  (await import('./uses/saved-secret.ts')).savedSecret(...args)
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
export const addressOf = async (text: string) => (await import('./uses/address-of.ts')).addressOf(text)
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
/** Account sheets: what must be known of each mailbox, without any secret. */
export const newSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').newSheet>) =>
  (await import('./uses/sheets.ts')).newSheet(...args)
export const showSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').showSheet>) =>
  (await import('./uses/sheets.ts')).showSheet(...args)
export const sheetFor = async (...args: Parameters<typeof import('./uses/sheets.ts').sheetFor>) =>
  (await import('./uses/sheets.ts')).sheetFor(...args)
export const listSheets = async (...args: Parameters<typeof import('./uses/sheets.ts').listSheets>) =>
  (await import('./uses/sheets.ts')).listSheets(...args)
export const editSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').editSheet>) =>
  (await import('./uses/sheets.ts')).editSheet(...args)
export const writeWholeSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').writeWholeSheet>) =>
  (await import('./uses/sheets.ts')).writeWholeSheet(...args)
export const dropSheet = async (...args: Parameters<typeof import('./uses/sheets.ts').dropSheet>) =>
  (await import('./uses/sheets.ts')).dropSheet(...args)
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
export const beforePasswordChange = async (...args: Parameters<typeof import('./uses/before-password-change.ts').beforePasswordChange>) =>
  (await import('./uses/before-password-change.ts')).beforePasswordChange(...args)
/** A sheet that fills itself from what the doctor found. */
export const fillFromDoctor = async (...args: Parameters<typeof import('./uses/sheet-fill.ts').fillFromDoctor>) =>
  (await import('./uses/sheet-fill.ts')).fillFromDoctor(...args)
export const fillFromHistory = async (...args: Parameters<typeof import('./uses/sheet-fill.ts').fillFromHistory>) =>
  (await import('./uses/sheet-fill.ts')).fillFromHistory(...args)
export const recordHistory = async (...args: Parameters<typeof import('./uses/sheet-history.ts').recordHistory>) =>
  (await import('./uses/sheet-history.ts')).recordHistory(...args)
export const checkHistory = async (...args: Parameters<typeof import('./uses/sheet-history.ts').checkHistory>) =>
  (await import('./uses/sheet-history.ts')).checkHistory(...args)
export const exportSheets = async (...args: Parameters<typeof import('./uses/sheet-export.ts').exportSheets>) =>
  (await import('./uses/sheet-export.ts')).exportSheets(...args)
export const sheetSections = async (...args: Parameters<typeof import('./uses/sheet-export.ts').sheetSections>) =>
  (await import('./uses/sheet-export.ts')).sheetSections(...args)
export const importSheets = async (...args: Parameters<typeof import('./uses/sheet-import.ts').importSheets>) =>
  (await import('./uses/sheet-import.ts')).importSheets(...args)
export const sheetAsText = async (...args: Parameters<typeof import('./uses/sheet-text.ts').sheetAsText>) =>
  (await import('./uses/sheet-text.ts')).sheetAsText(...args)
export const sheetFromText = async (...args: Parameters<typeof import('./uses/sheet-text.ts').sheetFromText>) =>
  (await import('./uses/sheet-text.ts')).sheetFromText(...args)
export const saveEdited = async (...args: Parameters<typeof import('./uses/sheet-text.ts').saveEdited>) =>
  (await import('./uses/sheet-text.ts')).saveEdited(...args)
/** What is due, and its calendar. */
export const dueList = async (...args: Parameters<typeof import('./uses/due.ts').dueList>) =>
  (await import('./uses/due.ts')).dueList(...args)
export const markDue = async (...args: Parameters<typeof import('./uses/due.ts').markDue>) =>
  (await import('./uses/due.ts')).markDue(...args)
export const dueCalendar = async (...args: Parameters<typeof import('./uses/due-calendar.ts').dueCalendar>) =>
  (await import('./uses/due-calendar.ts')).dueCalendar(...args)
/** Checklists, and a lost device shut out everywhere. */
export const checklistTemplates = async (...args: Parameters<typeof import('./uses/checklists.ts').checklistTemplates>) =>
  (await import('./uses/checklists.ts')).checklistTemplates(...args)
export const newChecklist = async (...args: Parameters<typeof import('./uses/checklists.ts').newChecklist>) =>
  (await import('./uses/checklists.ts')).newChecklist(...args)
export const listChecklists = async (...args: Parameters<typeof import('./uses/checklists.ts').listChecklists>) =>
  (await import('./uses/checklists.ts')).listChecklists(...args)
export const showChecklist = async (...args: Parameters<typeof import('./uses/checklists.ts').showChecklist>) =>
  (await import('./uses/checklists.ts')).showChecklist(...args)
export const markItems = async (...args: Parameters<typeof import('./uses/checklists.ts').markItems>) =>
  (await import('./uses/checklists.ts')).markItems(...args)
export const ownTemplate = async (...args: Parameters<typeof import('./uses/own-template.ts').ownTemplate>) =>
  (await import('./uses/own-template.ts')).ownTemplate(...args)
export const lostDevice = async (...args: Parameters<typeof import('./uses/lost-device.ts').lostDevice>) =>
  (await import('./uses/lost-device.ts')).lostDevice(...args)
/** Writes a value for its owner only, whole or not at all. */
export const savePrivately: typeof import('./uses/save.ts').savePrivately = async (...args) =>
  (await import('./uses/save.ts')).savePrivately(...args)
/** The vault of this machine: made, opened, unlocked for a while, locked, restored. */
export const openVault = async (...args: Parameters<typeof import('./uses/vault.ts').openVault>) =>
  (await import('./uses/vault.ts')).openVault(...args)
export const forgettingVault = async () => (await import('./uses/vault.ts')).forgettingVault()
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
export const saveTextPrivately: typeof import('./uses/save.ts').saveTextPrivately = async (...args) =>
  (await import('./uses/save.ts')).saveTextPrivately(...args)
/** A small internet on this computer. */
export const startLab: typeof import('./lab/lab.ts').startLab = async (...args) => (await import('./lab/lab.ts')).startLab(...args)

export function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
/** Secrets from another program's file into the vault, and out of it into one that another program opens. */
/** What a mailbox has twice, and joined after a yes. */
export const tidyMailbox: typeof import('./uses/transfer/tidy.ts').tidyMailbox = async (...args) =>
  (await import('./uses/transfer/tidy.ts')).tidyMailbox(...args)
export const importIntoVault = async (...args: Parameters<typeof import('./uses/vault-transfer.ts').importIntoVault>) =>
  (await import('./uses/vault-transfer.ts')).importIntoVault(...args)
export const exportFromVault = async (...args: Parameters<typeof import('./uses/vault-transfer.ts').exportFromVault>) =>
  (await import('./uses/vault-transfer.ts')).exportFromVault(...args)
/** Strong passwords and pass phrases. */
export const generateSecrets = async (...args: Parameters<typeof import('./uses/generate.ts').generateSecrets>) =>
  (await import('./uses/generate.ts')).generateSecrets(...args)
export const saveGenerated = async (...args: Parameters<typeof import('./uses/generate.ts').saveGenerated>) =>
  (await import('./uses/generate.ts')).saveGenerated(...args)

/** Runs the bridge until it is stopped. */
export const runBridge: typeof import('./uses/bridge/run.ts').runBridge = async (...args) =>
  (await import('./uses/bridge/run.ts')).runBridge(...args)
/** A new device of the bridge, with its password. */
export const addBridgeDevice: typeof import('./uses/bridge/devices.ts').addBridgeDevice = async (...args) =>
  (await import('./uses/bridge/devices.ts')).addBridgeDevice(...args)
/** Accounts and devices of the bridge. */
export const listBridge: typeof import('./uses/bridge/devices.ts').listBridge = async (...args) =>
  (await import('./uses/bridge/devices.ts')).listBridge(...args)
/** Shuts a device out. */
export const revokeBridgeDevice: typeof import('./uses/bridge/devices.ts').revokeBridgeDevice = async (...args) =>
  (await import('./uses/bridge/devices.ts')).revokeBridgeDevice(...args)
/** Another password for a device. */
export const renewBridgeDevice: typeof import('./uses/bridge/devices.ts').renewBridgeDevice = async (...args) =>
  (await import('./uses/bridge/devices.ts')).renewBridgeDevice(...args)
/** Signs in at a running bridge as a device would, and sends a small message. */
export const testBridgeDevice: typeof import('./uses/bridge/test-device.ts').testBridgeDevice = async (...args) =>
  (await import('./uses/bridge/test-device.ts')).testBridgeDevice(...args)
/** Where the bridge of this machine listens, as its settings say. */
export const keptListeners: typeof import('./uses/bridge/kept-listeners.ts').keptListeners = async (...args) =>
  (await import('./uses/bridge/kept-listeners.ts')).keptListeners(...args)
/** What a device is set up with, as one file for its program. */
export const bridgeSetup: typeof import('./uses/bridge/setup.ts').bridgeSetup = async (...args) =>
  (await import('./uses/bridge/setup.ts')).bridgeSetup(...args)
/** The bridge's own authority, for whoever has to trust it. */
export const bridgeTrust: typeof import('./uses/bridge/trust.ts').bridgeTrust = async (...args) =>
  (await import('./uses/bridge/trust.ts')).bridgeTrust(...args)
/** What runs, and how each mailbox and device of the bridge stands. */
export const bridgeStatus: typeof import('./uses/bridge/status.ts').bridgeStatus = async (...args) =>
  (await import('./uses/bridge/status.ts')).bridgeStatus(...args)
/** Who came to the bridge from where. */
export const bridgeAudit: typeof import('./uses/bridge/status.ts').bridgeAudit = async (...args) =>
  (await import('./uses/bridge/status.ts')).bridgeAudit(...args)
/** Makes the bridge a service of this machine. */
export const installBridge: typeof import('./uses/bridge/install.ts').installBridge = async (...args) =>
  (await import('./uses/bridge/install.ts')).installBridge(...args)
export const uninstallBridge: typeof import('./uses/bridge/install.ts').uninstallBridge = async (...args) =>
  (await import('./uses/bridge/install.ts')).uninstallBridge(...args)
/** Mail that waits in the bridge to be sent. */
export const listMailQueue: typeof import('./uses/bridge/queue.ts').listMailQueue = async (...args) =>
  (await import('./uses/bridge/queue.ts')).listMailQueue(...args)
export const showQueuedMail: typeof import('./uses/bridge/queue.ts').showQueuedMail = async (...args) =>
  (await import('./uses/bridge/queue.ts')).showQueuedMail(...args)
export const cancelQueuedMail: typeof import('./uses/bridge/queue.ts').cancelQueuedMail = async (...args) =>
  (await import('./uses/bridge/queue.ts')).cancelQueuedMail(...args)
export const retryQueuedMail: typeof import('./uses/bridge/queue.ts').retryQueuedMail = async (...args) =>
  (await import('./uses/bridge/queue.ts')).retryQueuedMail(...args)
export const flushMailQueue: typeof import('./uses/bridge/queue.ts').flushMailQueue = async (...args) =>
  (await import('./uses/bridge/queue.ts')).flushMailQueue(...args)
/** One mailbox collected into another on a schedule: set up, listed, taken away, run. */
export const addNewCollection: typeof import('./uses/transfer/collect.ts').addNewCollection = async (...args) =>
  (await import('./uses/transfer/collect.ts')).addNewCollection(...args)
export const listCollections: typeof import('./uses/transfer/collect.ts').listCollections = async (...args) =>
  (await import('./uses/transfer/collect.ts')).listCollections(...args)
export const removeCollection: typeof import('./uses/transfer/collect.ts').removeCollection = async (...args) =>
  (await import('./uses/transfer/collect.ts')).removeCollection(...args)
export const runCollect: typeof import('./uses/transfer/collect-run.ts').runCollect = async (...args) =>
  (await import('./uses/transfer/collect-run.ts')).runCollect(...args)
/** Makes collecting a service of this machine. */
export const installCollect: typeof import('./uses/transfer/collect-install.ts').installCollect = async (...args) =>
  (await import('./uses/transfer/collect-install.ts')).installCollect(...args)
export const uninstallCollect: typeof import('./uses/transfer/collect-install.ts').uninstallCollect = async (...args) =>
  (await import('./uses/transfer/collect-install.ts')).uninstallCollect(...args)
export const collectService: typeof import('./uses/transfer/collect-install.ts').collectService = async (...args) =>
  (await import('./uses/transfer/collect-install.ts')).collectService(...args)
/** Everything of one mailbox into another, into files or out of them; planned, proved, and taken up again by the same call. */
export const move: typeof import('./uses/transfer/move.ts').move = async (...args) =>
  (await import('./uses/transfer/move.ts')).move(...args)
/** The transfers that were begun on this computer. */
export const listTransfers: typeof import('./uses/transfer/transfers.ts').listTransfers = async (...args) =>
  (await import('./uses/transfer/transfers.ts')).listTransfers(...args)
export const forgetTransfer: typeof import('./uses/transfer/transfers.ts').forgetTransfer = async (...args) =>
  (await import('./uses/transfer/transfers.ts')).forgetTransfer(...args)
/** Two mailboxes message by message: what is missing, doubled, changed; a report of it checked again; exact duplicates of one. */
export const compareMailboxes: typeof import('./uses/transfer/compare.ts').compareMailboxes = async (...args) =>
  (await import('./uses/transfer/compare.ts')).compareMailboxes(...args)
export const comparisonWords = async () => (await import('./uses/transfer/comparison-words.ts')).comparisonWords
export const checkProof: typeof import('./uses/transfer/check-proof.ts').checkProof = async (...args) =>
  (await import('./uses/transfer/check-proof.ts')).checkProof(...args)
export const duplicates: typeof import('./uses/transfer/duplicates.ts').duplicates = async (...args) =>
  (await import('./uses/transfer/duplicates.ts')).duplicates(...args)
