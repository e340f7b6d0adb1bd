/*
 * A disk that forgets: loaded with LD_PRELOAD it notes every change of the watched files, before it is
 * made, with the bytes that stood there and the bytes that come, and every fsync and fdatasync, after
 * it. The notes outlive a SIGKILL; afterwards whoever plays the power cut (lose-writes.ts) takes back
 * what no sync had confirmed. Not played: a directory entry that was never synced, and files mapped
 * into memory (SQLite's -shm, which is made anew after every crash).
 *
 * FORGETFUL_PREFIX: paths that begin so are watched; FORGETFUL_NOTES: file of the notes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_FILES = 4096, LONGEST_PATH = 1024 };
enum { NOTE_WRITE = 1, NOTE_TRUNCATE = 2, NOTE_SYNC = 3 };

/* Little-endian, packed; followed by path, old bytes, new bytes. */
struct __attribute__((packed)) note {
  uint8_t kind;
  uint16_t path_length;
  uint64_t offset;
  uint64_t old_size;
  uint32_t old_length;
  uint32_t new_length;
};

static char *watched[MOST_FILES];
static int notes = -1;
static const char *prefix;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void ready(void) {
  if (notes >= 0) return;
  prefix = getenv("FORGETFUL_PREFIX");
  const char *path = getenv("FORGETFUL_NOTES");
  if (!prefix || !path) return;
  notes = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (notes < 0) abort();
}

static void remember(int file, const char *path) {
  if (file < 0 || file >= MOST_FILES) return;
  pthread_mutex_lock(&lock);
  ready();
  free(watched[file]);
  watched[file] = NULL;
  size_t length = strlen(path);
  int is_memory = length > 4 && strcmp(path + length - 4, "-shm") == 0;
  if (prefix && strncmp(path, prefix, strlen(prefix)) == 0 && !is_memory && length < LONGEST_PATH) {
    watched[file] = strdup(path);
  }
  pthread_mutex_unlock(&lock);
}

static int is_watched(int file) { return file >= 0 && file < MOST_FILES && watched[file] != NULL; }

static void put(uint8_t kind, int file, uint64_t offset, const void *bytes, uint32_t length) {
  pthread_mutex_lock(&lock);
  struct stat status;
  if (fstat(file, &status) != 0) abort();
  uint64_t size = (uint64_t)status.st_size;
  uint64_t end = kind == NOTE_TRUNCATE ? size : offset + length;
  if (end > size) end = size;
  uint32_t old_length = kind == NOTE_SYNC || end <= offset ? 0 : (uint32_t)(end - offset);
  char *old = old_length ? malloc(old_length) : NULL;
  if (old_length) {
    /* The file may be open for writing only. */
    int again = (int)syscall(SYS_openat, AT_FDCWD, watched[file], O_RDONLY | O_CLOEXEC);
    if (again < 0 || syscall(SYS_pread64, again, old, old_length, offset) != (long)old_length) abort();
    syscall(SYS_close, again);
  }
  struct note head = {kind, (uint16_t)strlen(watched[file]), offset, size, old_length, length};
  struct iovec parts[] = {{&head, sizeof head},
                          {watched[file], head.path_length},
                          {old, old_length},
                          {(void *)bytes, length}};
  long whole = (long)(sizeof head + head.path_length + old_length + length);
  if (syscall(SYS_writev, notes, parts, 4) != whole) abort();
  free(old);
  pthread_mutex_unlock(&lock);
}

#define REAL(result, name, ...) \
  static result (*real)(__VA_ARGS__); \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define OPEN(symbol) \
  int symbol(const char *path, int flags, ...) { \
    REAL(int, #symbol, const char *, int, ...); \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    int file = real(path, flags & ~O_TRUNC, mode); \
    remember(file, path); \
    if (file >= 0 && (flags & O_TRUNC) && ftruncate(file, 0) != 0) return -1; \
    return file; \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(symbol) \
  int symbol(int directory, const char *path, int flags, ...) { \
    REAL(int, #symbol, int, const char *, int, ...); \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    int file = real(directory, path, flags, mode); \
    remember(file, path); \
    return file; \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
  REAL(int, "close", int);
  pthread_mutex_lock(&lock);
  if (file >= 0 && file < MOST_FILES) {
    free(watched[file]);
    watched[file] = NULL;
  }
  pthread_mutex_unlock(&lock);
  return real(file);
}

#define PWRITE(symbol, offset_type) \
  ssize_t symbol(int file, const void *bytes, size_t length, offset_type offset) { \
    REAL(ssize_t, #symbol, int, const void *, size_t, offset_type); \
    if (is_watched(file)) put(NOTE_WRITE, file, (uint64_t)offset, bytes, (uint32_t)length); \
    return real(file, bytes, length, offset); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (is_watched(file)) {
    put(NOTE_WRITE, file, (uint64_t)lseek(file, 0, SEEK_CUR), bytes, (uint32_t)length);
  }
  return real(file, bytes, length);
}

#define TRUNCATE(symbol, size_type) \
  int symbol(int file, size_type size) { \
    REAL(int, #symbol, int, size_type); \
    if (is_watched(file)) put(NOTE_TRUNCATE, file, (uint64_t)size, NULL, 0); \
    return real(file, size); \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(symbol) \
  int symbol(int file) { \
    REAL(int, #symbol, int); \
    int result = real(file); \
    if (result == 0 && is_watched(file)) put(NOTE_SYNC, file, 0, NULL, 0); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)
