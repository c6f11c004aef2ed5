// The pages of the desk, and the document that they stand in.

export { AskPage } from './ask-page.tsx'
export { CardPage } from './card-page.tsx'
export { CaseBody } from './case-body.tsx'
export { CasePage } from './case-page.tsx'
export { DeleteAllPage } from './delete-all-page.tsx'
export { type DocumentParts, renderDocument } from './document.tsx'
export { ErrorPage } from './error-page.tsx'
export { GuidePrintPage } from './guide-print-page.tsx'
export { HistoryPage } from './history-page.tsx'
export { LetterPage } from './letter-page.tsx'
export { QrPage } from './qr-page.tsx'
export { ReportPage } from './report-page.tsx'
