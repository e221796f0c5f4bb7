import { openApiDocument } from '#http/openapi.ts';
import { operations, writeOperations } from '#http/operations.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.document((origin) =>
  JSON.stringify(openApiDocument(operations, writeOperations, origin)),
);
