import type { CodegenConfig } from '@graphql-codegen/cli'

// The app's types come only from the public schema that the gateway publishes.
const config: CodegenConfig = {
  schema: process.env.FORUM_SCHEMA ?? '../docs/schema.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/generated/schema.ts': {
      plugins: ['typescript'],
      config: {
        onlyEnums: false,
        enumsAsTypes: true,
        scalars: { DateTime: 'string', Date: 'string', Long: 'number', ID: 'string' },
      },
    },
    'src/': {
      preset: 'near-operation-file',
      presetConfig: {
        folder: 'generated',
        extension: '.ts',
        baseTypesPath: 'generated/schema.ts',
        importTypesNamespace: 'Schema',
      },
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        scalars: { DateTime: 'string', Date: 'string', Long: 'number', ID: 'string' },
        useTypeImports: true,
        enumType: 'string-literal',
        documentMode: 'documentNodeImportFragments',
        nonOptionalTypename: false,
        defaultScalarType: 'unknown',
        importExtension: '.ts',
        emitLegacyCommonJSImports: false,
      },
    },
  },
}

export default config
