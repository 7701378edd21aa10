import { IMPORT_PART_BYTES } from '../../../../core/contract/api/adminImports.ts';
import { sendForm } from '../../api/call.ts';

/** Sends a file in parts, from where the server stands; what breaks off is tried again from there. @throws HouseError */
export async function sendFile(id: string, file: Blob, told: (sent: number) => void): Promise<void> {
  let offset = 0;
  while (offset < file.size) {
    const form = new FormData();
    form.append('id', id);
    form.append('offset', String(offset));
    form.append('part', file.slice(offset, offset + IMPORT_PART_BYTES), 'part');
    const { received } = await sendForm('importPart', {}, form);
    offset = received;
    told(offset);
  }
}
