/**
 * Asks HTTP services, all at the same time, and prints a line for each, in their order: `said` with the answer as hexadecimal
 * digits, or `error` with the reason, `late` where there was none in time. Words: seconds for an answer, seconds in which is
 * asked again, bytes of an answer at most; then four for each question: host, port, path, and what is waited for, or nothing.
 * Needs what perl-base has.
 */
export const httpProgram = `
use strict; use Socket; use Fcntl; use Errno;
my ($each, $patience, $most, @words) = @ARGV;
my @all;
while (my ($host, $port, $path, $until) = splice @words, 0, 4) { push @all, {host => $host, port => $port, path => $path, until => $until}; }
sub now { open my $clock, '<', '/proc/uptime' or return time; (split / /, <$clock>)[0] }
sub begin {
  my ($one) = @_;
  $one->{said} = ''; $one->{error} = ''; $one->{send} = "GET $one->{path} HTTP/1.0\\r\\nHost: $one->{host}:$one->{port}\\r\\n\\r\\n";
  my $address = inet_aton($one->{host}) or return $one->{error} = 'no such address';
  socket(my $socket, AF_INET, SOCK_STREAM, 0) or return $one->{error} = "$!";
  fcntl($socket, F_SETFL, O_NONBLOCK);
  connect($socket, sockaddr_in($one->{port}, $address)) or $!{EINPROGRESS} or return $one->{error} = "$!";
  $one->{socket} = $socket;
}
sub end { my ($one, $error) = @_; $one->{error} = $error; close delete $one->{socket}; }
sub ask {
  my $late = now() + $each;
  begin($_) for @_;
  while (my @open = grep { $_->{socket} } @_) {
    my ($read, $write) = ('', '');
    for my $one (@open) { if ($one->{send} ne '') { vec($write, fileno $one->{socket}, 1) = 1; } else { vec($read, fileno $one->{socket}, 1) = 1; } }
    my $left = $late - now();
    if ($left <= 0) { end($_, 'late') for @open; last; }
    select($read, $write, undef, $left) > 0 or next;
    for my $one (@open) {
      my $number = fileno $one->{socket};
      if (vec $write, $number, 1) {
        my $failed = unpack 'i', getsockopt($one->{socket}, SOL_SOCKET, SO_ERROR);
        if ($failed) { $! = $failed; end($one, "$!"); next; }
        my $sent = syswrite $one->{socket}, $one->{send};
        if (defined $sent) { substr($one->{send}, 0, $sent) = ''; } elsif (!$!{EAGAIN}) { end($one, "$!"); }
      } elsif (vec $read, $number, 1) {
        my $came = sysread $one->{socket}, $one->{said}, 65536, length $one->{said};
        if (!defined $came) { end($one, "$!") unless $!{EAGAIN}; }
        elsif ($came == 0) { end($one, ''); }
        elsif (length $one->{said} > $most) { end($one, "it says more than $most bytes"); }
      }
    }
  }
}
$SIG{PIPE} = 'IGNORE';
my ($end, $pause, @left) = (now() + $patience, 0.03, @all);
for (;;) {
  ask(@left);
  @left = grep { $_->{until} ne '' && ($_->{error} ne '' || $_->{said} !~ /$_->{until}/) } @left;
  last if !@left || now() >= $end;
  select undef, undef, undef, $pause;
  $pause *= 1.5 if $pause < 0.1;
}
for (@all) { my $error = $_->{error}; $error =~ s/[^ -~]/ /g; print $_->{error} ne '' ? "error $error\\n" : 'said ' . unpack('H*', $_->{said}) . "\\n"; }
`;
