export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../../trust.txt/route.ts';
