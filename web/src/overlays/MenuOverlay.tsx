import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import { Icon } from '../ui/Icon.tsx'
import type { MenuItem } from './menu-item.ts'
import { OverlayTheme } from './OverlayTheme.tsx'
import styles from './overlays.module.css'

export function MenuOverlay({ label, items, onClose }: { label: string; items: MenuItem[]; onClose: () => void }) {
  return (
    <OverlayTheme>
      <Menu
        opened
        onClose={onClose}
        position="bottom-start"
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        transitionProps={{ duration: 0 }}
        returnFocus={false}
        classNames={{ dropdown: styles.dropdown, item: styles.item }}
      >
        <Menu.Target>
          <button type="button" className={styles.more} aria-label={label}>
            <Icon name="more" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map(({ label: word, onPress, danger }) => (
            <Menu.Item key={word} data-danger={danger || undefined} onClick={onPress}>
              {word}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </OverlayTheme>
  )
}
