import { type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import { Refused } from '../refusal.ts'
import type { ParsedDocument } from './parse-document.ts'

/** The operation that a request means. @throws Refused BAD_REQUEST when there is none, or the name does not say which */
export function chooseOperation(
  { operations }: ParsedDocument,
  operationName: string | undefined,
): OperationDefinitionNode {
  const matching = operationName ? operations.filter(({ name }) => name?.value === operationName) : operations
  const [operation, other] = matching
  if (!operation)
    throw badRequest(
      operationName
        ? `The document has no operation "${operationName.slice(0, 100)}".`
        : 'The document has no operation.',
    )
  if (other) throw badRequest('The document has several operations. Say with operationName which one to run.')
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw new Refused({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'Subscriptions are not offered here.',
    })
  return operation
}

const badRequest = (message: string) => new Refused({ status: 400, code: 'BAD_REQUEST', message })
