import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react'
import styles from './Button.module.css'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary` once a page; `danger` destroys; `plain` is a word that acts. */
  look?: 'primary' | 'edge' | 'plain' | 'danger'
  ref?: Ref<HTMLButtonElement>
  /** What it is doing, in its place ("Publishing…"), or nothing while it does nothing. It keeps the focus, but does not act again. */
  busy?: ReactNode
}

export function Button({ look = 'edge', type = 'button', className = '', busy, children, ...rest }: ButtonProps) {
  // A disabled button would lose the focus, and with it a keyboard's place on the page.
  const waiting = busy ? { 'aria-disabled': true, onClick: (event: MouseEvent) => event.preventDefault() } : {}
  return (
    <button type={type} className={`${styles.button} ${styles[look]} ${className}`} {...rest} {...waiting}>
      {busy || children}
    </button>
  )
}
