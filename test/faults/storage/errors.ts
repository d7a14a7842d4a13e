/** What a file operation may fail with. */
export const errors = ['ENOSPC', 'EIO', 'EACCES', 'EDQUOT', 'EINTR', 'EROFS', 'EMFILE'] as const
