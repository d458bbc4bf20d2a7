/* Preloaded: counts calls that reach the disk; the nth fails with EIO, fails with ENOSPC, or kills the process. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int left = -1, mode = 0, calls = 0;

void faults_arm(int nth, int how) { left = nth; mode = how; calls = 0; }
int faults_calls(void) { return calls; }

static int hit(int fd) {
  struct stat found;
  if (fd >= 0 && (fstat(fd, &found) || !(S_ISREG(found.st_mode) || S_ISDIR(found.st_mode)))) return 0;
  if (left < 0) return 0;
  calls++;
  if (calls != left) return 0;
  if (mode == 0) { kill(getpid(), SIGKILL); for (;;) pause(); }
  errno = mode == 1 ? EIO : ENOSPC;
  return 1;
}

#define REAL(name, type) typedef type; static function *real; if (!real) real = (function *)dlsym(RTLD_NEXT, name)

int fsync(int fd) { REAL("fsync", int function(int)); return hit(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL("fdatasync", int function(int)); return hit(fd) ? -1 : real(fd); }
int ftruncate(int fd, off_t n) { REAL("ftruncate", int function(int, off_t)); return hit(fd) ? -1 : real(fd, n); }
int ftruncate64(int fd, off_t n) { REAL("ftruncate64", int function(int, off_t)); return hit(fd) ? -1 : real(fd, n); }
int rename(const char *a, const char *b) {
  REAL("rename", int function(const char *, const char *));
  return hit(-1) ? -1 : real(a, b);
}
ssize_t write(int fd, const void *p, size_t n) {
  REAL("write", ssize_t function(int, const void *, size_t));
  return hit(fd) ? -1 : real(fd, p, n);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at) {
  REAL("pwrite", ssize_t function(int, const void *, size_t, off_t));
  return hit(fd) ? -1 : real(fd, p, n, at);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off_t at) {
  REAL("pwrite64", ssize_t function(int, const void *, size_t, off_t));
  return hit(fd) ? -1 : real(fd, p, n, at);
}
