import '@mantine/core/styles/default-css-variables.layer.css'
import './mantine-tokens.css'
import { createTheme, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { useColorScheme } from '../theme/theme.ts'

const theme = createTheme({ fontFamily: 'inherit', defaultRadius: 3, respectReducedMotion: true })

/** Mantine for what floats, on our tokens: nothing of it writes a style element, which the CSP would refuse. */
export function OverlayTheme({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={useColorScheme()}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
      deduplicateCssVariables={false}
    >
      {children}
    </MantineProvider>
  )
}
