import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import styles from './Field.module.css'

type FieldShell = { label: ReactNode; hint?: ReactNode; problem?: ReactNode }

function describedBy(id: string, { hint, problem }: FieldShell): string | undefined {
  return [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined
}

function Shell({ id, label, hint, problem, children }: FieldShell & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {children}
      {problem && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, problem, ...input }: FieldShell & InputHTMLAttributes<HTMLInputElement>) {
  const ownId = useId()
  const id = input.id ?? ownId
  const shell = { label, hint, problem }
  return (
    <Shell id={id} {...shell}>
      <input
        {...input}
        id={id}
        className={styles.control}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, shell)}
      />
    </Shell>
  )
}

export function TextAreaField({
  label,
  hint,
  problem,
  ...input
}: FieldShell & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const ownId = useId()
  const id = input.id ?? ownId
  const shell = { label, hint, problem }
  return (
    <Shell id={id} {...shell}>
      <textarea
        {...input}
        id={id}
        className={styles.control}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, shell)}
      />
    </Shell>
  )
}

export function SelectField({ label, hint, problem, ...input }: FieldShell & SelectHTMLAttributes<HTMLSelectElement>) {
  const ownId = useId()
  const id = input.id ?? ownId
  const shell = { label, hint, problem }
  return (
    <Shell id={id} {...shell}>
      <select
        {...input}
        id={id}
        className={styles.control}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, shell)}
      />
    </Shell>
  )
}
