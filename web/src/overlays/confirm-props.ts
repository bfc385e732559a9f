export type ConfirmProps = {
  title: string
  body: string
  action: string
  /** What not doing it is called; by default that the thing is kept. */
  refusal?: string
  onConfirm: () => void
  onCancel: () => void
}
