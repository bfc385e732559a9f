export type MenuItem = { label: string; onPress: () => void; danger?: boolean }
