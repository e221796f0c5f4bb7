import { openApiDocument } from '#http/openapi.ts';
import { fileOperations, operations, writeOperations } from '#http/operations.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.document((origin) =>
  JSON.stringify(openApiDocument({ operations, writes: writeOperations, files: fileOperations }, origin)),
);
