import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './Button.module.css'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary` once a page; `danger` destroys; `plain` is a word that acts. */
  look?: 'primary' | 'edge' | 'plain' | 'danger'
  ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'edge', type = 'button', className = '', ...rest }: ButtonProps) {
  return <button type={type} className={`${styles.button} ${styles[look]} ${className}`} {...rest} />
}
